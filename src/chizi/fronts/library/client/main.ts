// Large files in pieces: a cut costs the last piece, a reload nothing but choosing the same file again. Without this
// script the form takes files of up to CHIZI_FILE_MB by itself.
import { Digest } from './digest';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60_000;

interface Begun { id: string; offset: number; size: number; piece: number }
class Refused extends Error {}

const box = document.querySelector<HTMLElement>('[data-upload]');
if (box) ready(box);

function ready(box: HTMLElement): void {
  const input = box.querySelector<HTMLInputElement>('input[type=file]');
  const state = box.querySelector<HTMLElement>('.large-state');
  const bar = box.querySelector<HTMLProgressElement>('progress');
  const kept = document.querySelector<HTMLElement>('[data-kept]');
  if (!input || !state || !bar || !kept) return;
  box.hidden = false;
  const begin = box.dataset.upload ?? '';
  const token = box.dataset.token ?? '';
  const said = (name: string, values: Record<string, string> = {}): string =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), box.dataset[name] ?? '');
  let sending = false;

  window.addEventListener('beforeunload', (event) => {
    if (sending) event.preventDefault();
  });

  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (!file || sending) return;
    sending = true;
    input.disabled = true;
    bar.hidden = false;
    void send(file)
      .then((answer) => {
        keep(answer.name, answer.token);
        state.textContent = said('done', { name: answer.name });
      })
      .catch((fault: unknown) => {
        state.textContent = fault instanceof Refused ? fault.message : said('cut');
      })
      .finally(() => {
        sending = false;
        input.disabled = false;
        input.value = '';
        bar.hidden = true;
      });
  });

  /** What goes with the form from now on, as the files that are here already. */
  function keep(name: string, value: string): void {
    const tick = document.createElement('div');
    tick.className = 'tick';
    const label = document.createElement('label');
    const check = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'kept', value, checked: true, className: 'checkbox' });
    label.append(check, name);
    tick.append(label);
    kept?.append(tick);
  }

  function show(share: number): void {
    if (!bar || !state) return;
    const percent = Math.floor(share * 100);
    bar.value = percent;
    const text = `${said('sending')} ${percent} %`;
    if (state.textContent !== text && percent % 10 === 0) state.textContent = text; // read out every tenth only
  }

  async function send(file: File): Promise<{ name: string; token: string }> {
    const mark = `${file.lastModified}`;
    const begun = (await ask(begin, 'POST', JSON.stringify({ name: file.name, size: file.size, mark }))) as Begun;
    const own = `${begin}${begun.id}/`;
    let offset = begun.offset;
    while (offset < file.size) {
      const piece = file.slice(offset, offset + begun.piece);
      const answer = (await ask(own, 'POST', piece, offset)) as { offset: number };
      offset = answer.offset;
      show(offset / file.size);
    }
    if (state) state.textContent = said('checking');
    const digest = new Digest();
    for (let at = 0; at < file.size; at += begun.piece) {
      digest.update(new Uint8Array(await file.slice(at, at + begun.piece).arrayBuffer()));
    }
    return (await ask(`${own}finish/`, 'POST', JSON.stringify({ digest: digest.hex() }))) as { name: string; token: string };
  }

  /** Ask until the line is back; a refusal of the server ends it with its own words. */
  async function ask(address: string, method: string, body: BodyInit, offset?: number): Promise<unknown> {
    for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      try {
        const headers: Record<string, string> = { 'X-CSRFToken': token, Accept: 'application/json' };
        if (offset !== undefined) Object.assign(headers, { 'X-Offset': String(offset), 'Content-Type': 'application/octet-stream' });
        const answer = await fetch(address, { method, body, headers, credentials: 'same-origin' });
        const json = answer.headers.get('Content-Type')?.includes('json') ?? false;
        if (answer.ok && json) return await answer.json();
        if (!json && answer.status < 500) throw new Refused(said('cut'));
        if (json) {
          const told = (await answer.json()) as { code: string; text?: string; offset?: number };
          if (told.code === 'WrongOffset' && told.offset !== undefined) return { offset: told.offset };
          if (told.code !== 'Cut' && told.code !== 'UploadBusy') throw new Refused(told.text ?? said('cut'));
        }
      } catch (fault) {
        if (fault instanceof Refused) throw fault;
      }
      if (state) state.textContent = said('cut');
      await new Promise((done) => setTimeout(done, wait));
    }
  }
}
