/** Milliseconds of processor time that some work takes in this process: other processes, on a machine that is busy, take none of them. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
