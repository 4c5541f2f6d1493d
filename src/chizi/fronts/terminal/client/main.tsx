// The officer's terminal. The order of imports of screens is the order in which addresses are tried.
import './main.css';
import { render } from 'preact';
import { Frame } from './frame';
import './screens/today';
import './screens/report';
import './screens/learn';
import './screens/material';
import './screens/paper';
import './screens/writing';
import './screens/me';
import './screens/outbox';
import './screens/device';
import { listen, whenWiped } from './sending.ts';
import { start, wipeHere } from './session.ts';
import { change } from './state.ts';
import { recallTheme } from './theme.ts';
import { watchForUpdates } from './updating.ts';
import { currentLanguage } from './words.ts';

const place = document.getElementById('app');
if (place) {
  document.documentElement.lang = currentLanguage();
  recallTheme();
  whenWiped(() => wipeHere('wiped'));
  listen();
  place.textContent = '';
  render(<Frame />, place);
  void start().catch(() => change({ stage: 'welcome', net: 'offline' }));
  watchForUpdates();
  window.addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof DOMException && event.reason.name === 'QuotaExceededError') change({ scarce: true });
  });
}
