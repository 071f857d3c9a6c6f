/** The door of the newsroom: joining one, inviting others, and the way in for a second editor at this computer. */
import { useRef, useState, type FormEvent } from "react";
import { Button, Dialog, DialogTrigger, Form, Heading, Input, Label, Popover, Radio, RadioGroup, TextField } from "react-aria-components";
import { ROLES, type Role } from "../../../shared/roles.ts";
import type { Session } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { InviteIcon } from "../../theme/icons.tsx";
import { useCore } from "../core/context.tsx";
import { Address } from "./address.tsx";
import { explain, type Explanation } from "./explain.ts";

/** Whether this desk can join a newsroom, for the first time or again. */
export const isAlone = ({ relay, signedOut }: Session): boolean => relay === null || signedOut;

/** Whether there is anything behind the door for this person: invitations are made by owners. */
export const hasDoor = (session: Session): boolean => isAlone(session) || session.member.role === "owner" || session.invitation !== null;

export function Door({ session }: { readonly session: Session }) {
  const t = useText();
  const { invitation, member, signedOut } = session;
  const alone = isAlone(session);
  return (
    <DialogTrigger>
      <Button className="app-button">
        <InviteIcon />
        <span className="app-label">{t(alone ? "app.join" : "app.invite")}</span>
      </Button>
      <Popover className="app-popover" placement="bottom end">
        <Dialog className="app-dialog" aria-label={t(alone ? "app.join" : "app.invite.title")}>
          {alone && <Join again={signedOut} />}
          {!alone && member.role === "owner" && <Invite />}
          {invitation !== null && (
            <>
              <Heading level={2}>{t("app.invite.second")}</Heading>
              <Address about={t("app.invite.about")} address={invitation} />
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Asks the core, and says under the form what became of it. */
function useAsk(): { readonly refusal: Explanation | null; readonly ask: (call: () => Promise<void>) => Promise<void> } {
  // Its button stays enabled meanwhile: a disabled one would lose the focus, and with it Escape.
  const asking = useRef(false);
  const [refusal, setRefusal] = useState<Explanation | null>(null);
  const ask = async (call: () => Promise<void>) => {
    if (asking.current) return;
    asking.current = true;
    setRefusal(null);
    try {
      await call();
    } catch (error) {
      setRefusal(explain(error));
    } finally {
      asking.current = false;
    }
  };
  return { refusal, ask };
}

/** @param again the relay knew this desk before */
function Join({ again }: { readonly again: boolean }) {
  const t = useText();
  const { client } = useCore();
  const [invitation, setInvitation] = useState("");
  const { refusal, ask } = useAsk();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(() => client.calls.join({ invitation }));
  };
  return (
    <Form className="app-form" onSubmit={submit}>
      <Heading level={2}>{t("app.join")}</Heading>
      <p>{t(again ? "app.join.again" : "app.join.about")}</p>
      <TextField className="app-field" value={invitation} onChange={setInvitation}>
        <Label>{t("app.invite.link")}</Label>
        <Input dir="ltr" inputMode="url" />
      </TextField>
      <p role="alert" className="app-refusal">{refusal && t(refusal.key, refusal.values)}</p>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={invitation.trim() === ""}>{t("app.join.now")}</Button>
      </div>
    </Form>
  );
}

function Invite() {
  const t = useText();
  const { client } = useCore();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const [made, setMade] = useState<{ readonly name: string; readonly url: string } | null>(null);
  const { refusal, ask } = useAsk();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(async () => setMade({ name, url: (await client.calls.invite({ name: name.trim(), role })).url }));
  };
  return (
    <Form className="app-form" onSubmit={submit}>
      <Heading level={2}>{t("app.invite.title")}</Heading>
      <TextField className="app-field" value={name} onChange={setName} maxLength={100}>
        <Label>{t("app.invite.name")}</Label>
        <Input dir="auto" />
      </TextField>
      <RadioGroup className="app-choice" value={role} onChange={(value) => setRole(value as Role)}>
        <Label>{t("app.invite.role")}</Label>
        <div className="app-options">
          {ROLES.map((one) => <Radio key={one} value={one} className="app-option">{t(`app.role.name.${one}`)}</Radio>)}
        </div>
      </RadioGroup>
      <p role="alert" className="app-refusal">{refusal && t(refusal.key, refusal.values)}</p>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={name.trim() === ""}>{t("app.invite.make")}</Button>
      </div>
      {made && <Address about={t("app.invite.made", { name: made.name })} address={made.url} />}
    </Form>
  );
}
