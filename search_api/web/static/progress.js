/* Shows how far a job is while it runs; without it, the page shows it whenever it is opened anew.
   A browser keeps six connections to a server for all its tabs, and one that follows a job is taken: so only
   the oldest job is followed, since they are done in that order, and only while its page is seen. */
const row = [...document.querySelectorAll("[data-events]")].pop();

function follow() {
  const bar = row.querySelector("progress");
  const source = new EventSource(row.dataset.events);
  source.addEventListener("progress", (event) => {
    const job = JSON.parse(event.data);
    if (job.total > 0) {
      bar.max = job.total;
      bar.value = job.done;
    } else {
      bar.removeAttribute("value");
    }
  });
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
  return source;
}

if (row) {
  let source = follow();
  document.addEventListener("visibilitychange", () => {
    source.close();
    if (!document.hidden) source = follow();
  });
}
