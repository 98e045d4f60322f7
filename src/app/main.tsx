import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
createRoot(root).render(<p>Spillway</p>);
