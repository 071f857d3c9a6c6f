import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Button, Checkbox, CheckboxGroup, Form, Heading, Input, Label, Radio, RadioGroup, TextField } from "react-aria-components";
import { mayWrite } from "../../../shared/roles.ts";
import type { InvitationOffer, ShareChoice } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { useCore } from "../core/context.tsx";
import "./join.css";
import { useAsk } from "./use-ask.ts";

interface Props {
  /** The relay knew this desk before. */
  readonly again: boolean;
  readonly onJoined: () => void;
}

/** Joining a newsroom: first where an invitation leads and what would be sent there, then the choice (DE22). */
export function Join({ again, onJoined }: Props) {
  const { client } = useCore();
  const [invitation, setInvitation] = useState("");
  const [offer, setOffer] = useState<InvitationOffer | null>(null);
  const look = async () => setOffer(await client.calls.lookAtInvitation({ invitation }));
  const join = async (share: ShareChoice) => {
    await client.calls.join({ invitation, share });
    onJoined();
  };
  if (offer) return <Offer offer={offer} onJoin={join} onBack={() => setOffer(null)} />;
  return <Paste again={again} invitation={invitation} onChange={setInvitation} onLook={look} />;
}

interface PasteProps {
  readonly again: boolean;
  readonly invitation: string;
  readonly onChange: (invitation: string) => void;
  readonly onLook: () => Promise<void>;
}

function Paste({ again, invitation, onChange, onLook }: PasteProps) {
  const t = useText();
  const { refusal, ask } = useAsk();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(onLook);
  };
  return (
    <Form className="app-form" onSubmit={submit}>
      <Heading level={2}>{t("app.join")}</Heading>
      <p>{t(again ? "join.again" : "join.about")}</p>
      <TextField className="app-field" value={invitation} onChange={onChange}>
        <Label>{t("app.invite.link")}</Label>
        <Input ref={field} dir="ltr" inputMode="url" />
      </TextField>
      <p role="alert" className="app-refusal">
        {refusal && t(refusal.key, refusal.values)}
      </p>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={invitation.trim() === ""}>
          {t("join.look")}
        </Button>
      </div>
    </Form>
  );
}

interface OfferProps {
  readonly offer: InvitationOffer;
  readonly onJoin: (share: ShareChoice) => Promise<void>;
  readonly onBack: () => void;
}

const CHOICES = ["none", "all", "some"] as const;

function Offer({ offer, onJoin, onBack }: OfferProps) {
  const t = useText();
  const { refusal, ask } = useAsk();
  const [choice, setChoice] = useState<(typeof CHOICES)[number]>("none");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  // The form took the place of another: the focus goes with it, and what it says is read.
  useEffect(() => heading.current?.focus(), []);
  const { unshared } = offer;
  const mayBring = mayWrite(offer.role, "body") && !offer.forArticle;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(() => onJoin(choice === "some" ? chosen : choice));
  };
  return (
    <Form className="app-form join" onSubmit={submit}>
      <Heading level={2} ref={heading} tabIndex={-1}>
        {t("join.title")}
      </Heading>
      <dl className="join-facts">
        <Fact name={t("join.newsroom")}>{offer.newsroom ?? t("join.unnamed")}</Fact>
        <Fact name={t("join.host")}>
          <span dir="ltr">{offer.host}</span>
        </Fact>
        <Fact name={t("join.name")}>{offer.name}</Fact>
        <Fact name={t("join.role")}>{roleOf(offer, t)}</Fact>
        {offer.inviter !== null && <Fact name={t("join.inviter")}>{offer.inviter}</Fact>}
      </dl>
      {unshared > 0 && !mayBring && <p>{t("join.kept", { count: unshared })}</p>}
      {unshared > 0 && mayBring && (
        <RadioGroup className="join-share" value={choice} onChange={(value) => setChoice(value as typeof choice)}>
          <Label>{t("join.articles", { count: unshared })}</Label>
          {CHOICES.map((one) => (
            <Radio key={one} value={one} className="join-option">
              {t(`join.share.${one}`)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {mayBring && choice === "some" && (
        <CheckboxGroup className="join-list" value={[...chosen]} onChange={setChosen} aria-label={t("join.list")}>
          {offer.listed.map(({ id, title }) => (
            <Checkbox key={id} value={id} className="join-option">
              <bdi>{title === "" ? t("app.untitled") : title}</bdi>
            </Checkbox>
          ))}
          {offer.listed.length < unshared && <p className="app-muted">{t("join.newest", { shown: offer.listed.length })}</p>}
        </CheckboxGroup>
      )}
      <p role="alert" className="app-refusal">
        {refusal && t(refusal.key, refusal.values)}
      </p>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary">
          {t("join.now")}
        </Button>
        <Button className="app-button" onPress={onBack}>
          {t("join.back")}
        </Button>
      </div>
    </Form>
  );
}

/** What a relay says is isolated, whatever its direction. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

function roleOf({ role, forArticle, forDevice }: InvitationOffer, t: ReturnType<typeof useText>): string {
  if (role === "none") return t("join.guest");
  const name = t(`app.role.name.${role}`);
  if (forArticle) return t("join.role.article", { role: name });
  return forDevice ? t("join.role.device", { role: name }) : name;
}
