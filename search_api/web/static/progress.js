/* Shows how far jobs are while they run; without it, the page shows it whenever it is opened anew. */
for (const row of document.querySelectorAll("[data-events]")) {
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
}
