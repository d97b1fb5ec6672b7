import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startI18n } from './i18n/start-i18n.ts';
import './ui/theme/styles.ts';

const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the console');
await startI18n();
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
