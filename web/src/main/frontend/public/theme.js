// Runs before the first paint, so that a chosen theme does not flash. A file, because the page allows no inline script.
(function () {
  try {
    var theme = localStorage.getItem('tinypixel.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage the system's theme is used.
  }
})();
