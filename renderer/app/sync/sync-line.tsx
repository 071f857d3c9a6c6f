import { memo, useMemo } from "react";
import { Button, Dialog, DialogTrigger, Heading, Popover, Switch } from "react-aria-components";
import { mayWrite } from "../../../shared/roles.ts";
import type { Session } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import { InfoIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import { SteadyStatus } from "./steady-status.ts";
import { syncStatus, type SyncStatus } from "./sync-status.ts";
import { useSpoken } from "./use-spoken.ts";

interface Props {
  readonly rooms: ArticleRooms;
  readonly session: Session;
}

/** The sync state in the status bar, with what it means. */
export function SyncLine({ rooms, session }: Props) {
  const t = useText();
  const status = useSyncStatus(rooms);
  const spoken = useSpoken(status.kind);
  return (
    <>
      {/* It changes while one types: spoken are only the changes of state, by the line behind it. */}
      <output aria-label={t("app.sync")} aria-live="off" className="app-sync" data-kind={status.kind}>
        {t(`app.sync.${status.kind}`, { unconfirmed: status.unconfirmed })}
      </output>
      <span className="app-hidden" aria-live="polite">
        {spoken}
      </span>
      <Details article={rooms.id} status={status} session={session} />
    </>
  );
}

function useSyncStatus(rooms: ArticleRooms): SyncStatus {
  const core = useCore();
  const steady = useMemo(() => {
    const read = () => {
      const { up, session } = core.state.get();
      return syncStatus({ ...rooms.state.get(), up, joined: session !== null && session.relay !== null });
    };
    return new SteadyStatus(read, (handler) => {
      const stops = [rooms.state.subscribe(handler), core.state.subscribe(handler)];
      return () => stops.forEach((stop) => stop());
    });
  }, [rooms, core]);
  return useStore(steady);
}

const Details = memo(function Details({
  article,
  status,
  session,
}: {
  readonly article: string;
  readonly status: SyncStatus;
  readonly session: Session;
}) {
  const t = useText();
  const { client } = useCore();
  const { sayError } = useNotices();
  return (
    <DialogTrigger>
      <Tip name={t("app.sync.details")} placement="top">
        <Button className="app-button app-quiet" aria-label={t("app.sync.details")}>
          <InfoIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="top end">
        <Dialog className="app-dialog">
          <Heading slot="title" level={2}>
            {t(`app.sync.${status.kind}`, { unconfirmed: status.unconfirmed })}
          </Heading>
          <p>{t(`app.sync.about.${status.kind}`, { reason: status.reason ?? "" })}</p>
          {status.kind === "private" && mayWrite(session.member.role, "body") && (
            <div className="app-row">
              <Button className="app-button app-primary" onPress={() => void client.calls.share({ article }).catch(sayError)}>
                {t("join.share.now")}
              </Button>
            </div>
          )}
          {session.relay !== null && (
            <p className="app-muted">
              {t("app.sync.server")}: <bdi dir="ltr">{session.relay}</bdi>
            </p>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
});

/** The switch that keeps this desk off the network. */
export const OfflineSwitch = memo(function OfflineSwitch({ session }: { readonly session: Session }) {
  const t = useText();
  const { client } = useCore();
  const { sayError } = useNotices();
  return (
    <Switch
      className="app-switch"
      isSelected={session.offline}
      isDisabled={session.relay === null}
      onChange={(offline) => void client.calls.setOffline({ offline }).catch(sayError)}
    >
      <span className="app-track" />
      {t("app.offline")}
    </Switch>
  );
});
