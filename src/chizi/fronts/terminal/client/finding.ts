// Finding words in a text that is on the screen: each place is wrapped in <mark>, and unwrapped again.

/** Wrap every place of the words; the marks, in the order of the text. */
export function markWords(within: HTMLElement, words: string): HTMLElement[] {
  unmark(within);
  const wanted = words.trim().toLowerCase();
  if (!wanted) return [];
  const texts: Text[] = [];
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const marks: HTMLElement[] = [];
  for (const text of texts) {
    let rest: Text = text;
    for (;;) {
      const at = rest.data.toLowerCase().indexOf(wanted);
      if (at < 0) break;
      const found = rest.splitText(at);
      rest = found.splitText(wanted.length);
      const mark = document.createElement('mark');
      found.replaceWith(mark);
      mark.append(found);
      marks.push(mark);
    }
  }
  return marks;
}

export function unmark(within: HTMLElement): void {
  within.querySelectorAll('mark').forEach((mark) => {
    const parent = mark.parentNode;
    mark.replaceWith(...Array.from(mark.childNodes));
    parent?.normalize();
  });
}
