import { useEffect } from "react";
import { listOf } from "../../i18n/list-of.ts";
import { relativeDate } from "../../i18n/relative-date.ts";
import { useLocale } from "../../i18n/text.tsx";
import type { CoreState } from "../core/core-store.ts";
import { useCore, useCoreState } from "../core/context.tsx";
import { useNotices } from "./notices.tsx";

const readNewDevices = ({ newDevices }: CoreState) => newDevices;

/** Tells of devices that joined in this member's name, until the reader closes the notice (ID13). */
export function useNewDevices(): void {
  const { client } = useCore();
  const { say, sayError } = useNotices();
  const devices = useCoreState(readNewDevices);
  const locale = useLocale();
  useEffect(() => {
    if (devices.length === 0) return;
    // A device names itself: isolated, its name cannot change the direction of the text around it.
    const named = devices.map(({ name, createdAt }) => `\u2068${name}\u2069 (${relativeDate(createdAt, Date.now(), locale)})`);
    const names = listOf(named, locale);
    say("app.devices.new", { count: devices.length, names }, () => void client.calls.dismissDevices().catch(sayError));
  }, [client, devices, locale, say, sayError]);
}
