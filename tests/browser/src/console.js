// Keeps what the page writes to its console, and what goes wrong in it, for the browsers whose drivers do not tell.
(() => {
  const lines = (window.consoleLines = []);
  const textOf = (value) => (value instanceof Error ? String(value) : typeof value === 'object' ? JSON.stringify(value) : String(value));
  const levels = { error: 'SEVERE', warn: 'WARNING', info: 'INFO', log: 'INFO' };
  for (const [name, level] of Object.entries(levels)) {
    const write = console[name];
    console[name] = (...values) => {
      lines.push(`${level} ${values.map(textOf).join(' ')}`);
      write.apply(console, values);
    };
  }
  // A file that does not load has its event on its element, which does not bubble.
  addEventListener('error', ({ message, target }) => lines.push(`SEVERE ${message ?? `${target.src ?? target.href} did not load`}`), true);
  addEventListener('unhandledrejection', ({ reason }) => lines.push(`SEVERE ${textOf(reason)}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => lines.push(`SEVERE ${violatedDirective} forbids ${blockedURI}`));
})();
