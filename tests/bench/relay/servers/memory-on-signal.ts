/** Loaded before a measured program (`node --expose-gc --import`): on SIGUSR2 it collects garbage and tells what is left. */
process.on("SIGUSR2", () => {
  void (async () => {
    // What finalizers and closed sockets hold goes with the second and third turn.
    for (let i = 0; i < 3; i++) {
      globalThis.gc!();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    console.log(JSON.stringify({ event: "memory", rss, used: heapUsed + external }));
  })();
});
