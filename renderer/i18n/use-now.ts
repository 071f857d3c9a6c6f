import { useEffect, useState } from "react";

/** Interval at which such dates are updated, in milliseconds. */
const MINUTE = 60_000;

/** The time, for dates that are told by how long ago they are: milliseconds since 1970, read every minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
