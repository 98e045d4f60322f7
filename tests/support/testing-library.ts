/** For tests with a page: what is loaded when it is first wanted may take longer than a second on a busy machine. */
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/dom');
  configure({ asyncUtilTimeout: 20_000 });
}

export {};
