import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogTrigger, Form, Heading, Label, Popover, Radio, RadioGroup, TextField } from "react-aria-components";
import { ROLES, type Role } from "../../../shared/roles.ts";
import type { Session } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { InviteIcon } from "../../theme/icons.tsx";
import { WordsInput } from "../../theme/words-input.tsx";
import { useCore } from "../core/context.tsx";
import { Address } from "./address.tsx";
import { Join } from "./join.tsx";
import { useAsk } from "./use-ask.ts";

/** Whether this desk can join a newsroom, for the first time or again. */
export const isAlone = ({ relay, signedOut }: Session): boolean => relay === null || signedOut;

/** Whether the dialog has anything to offer this person: only owners make invitations. */
export const hasNewsroomDialog = (session: Session): boolean =>
  isAlone(session) || session.member.role === "owner" || session.invitation !== null;

/** A button and its dialog: join a newsroom, invite others to it, and the link for a second editor at this computer. */
export function NewsroomDialog({ session }: { readonly session: Session }) {
  const t = useText();
  const { invitation, member, signedOut } = session;
  const alone = isAlone(session);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      {/* Named here, since the label is not shown where there is little room. */}
      <Button className="app-button" aria-label={t(alone ? "app.join" : "app.invite")}>
        <InviteIcon />
        <span className="app-label">{t(alone ? "app.join" : "app.invite")}</span>
      </Button>
      <Popover className="app-popover" placement="bottom end">
        <Dialog className="app-dialog" aria-label={t(alone ? "app.join" : "app.invite.title")}>
          {alone && <Join again={signedOut} onJoined={() => setOpen(false)} />}
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
        <WordsInput />
      </TextField>
      <RadioGroup className="app-choice" value={role} onChange={(value) => setRole(value as Role)}>
        <Label>{t("app.invite.role")}</Label>
        <div className="app-options">
          {ROLES.map((one) => (
            <Radio key={one} value={one} className="app-option">
              {t(`app.role.name.${one}`)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <p role="alert" className="app-refusal">
        {refusal && t(refusal.key, refusal.values)}
      </p>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={name.trim() === ""}>
          {t("app.invite.make")}
        </Button>
      </div>
      {made && <Address about={t("app.invite.made", { name: made.name })} address={made.url} />}
    </Form>
  );
}
