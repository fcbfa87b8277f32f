import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/shell.css';
import './styles/pages.css';
import { render } from 'preact';
import { App } from './app/App';
import { startKeys } from './app/keys';
import { startRouter } from './app/router';

startRouter();
startKeys();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
