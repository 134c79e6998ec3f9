// Tasks of the page's own thread that take 50 ms or more, as the browser
// reports them.

// Begins to listen; the function it gives ends that and gives milliseconds.
export function longTasks() {
  const found = [];
  const take = (entries) => found.push(...entries.map((entry) => entry.duration));
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return async () => {
    // The report of a task comes in a task of its own, after it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    take(observer.takeRecords());
    observer.disconnect();
    return found;
  };
}
