import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { passes } from "../eventually.ts";
import { readSettings, refuseUnknown } from "../../server/cli/config.ts";
import { DEFAULT_TIMEOUTS, timeoutsOf } from "../../server/http/timeouts.ts";
import { LIMITS } from "../../server/limits.ts";
import { Log } from "../../server/ops/log.ts";
import { limitsOf, SERVE } from "../../server/cli/settings.ts";
import { end, Machine } from "./process-fixture.ts";
import { call, FrameClient, rawCall, TestRelay, typed } from "./relay-fixture.ts";

const certificate = (name: string): string => join(import.meta.dirname, "certificates", name);

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.close());

describe("what machines ask", () => {
  let site: TestRelay;
  afterEach(() => site.close());
  const metrics = async (token?: string): Promise<string> =>
    (await call(site.relay.http, "GET", "/metrics", undefined, token)).body as string;

  test(
    "OP1: /readyz says when the disk takes no commit, and when it does again; /healthz only that the process lives",
    { tags: "long" },
    async () => {
      site = await new TestRelay().start();
      expect(await call(site.relay.http, "GET", "/readyz")).toMatchObject({ status: 200, body: { ok: true } });
      site.beside((db) =>
        db.exec("CREATE TRIGGER full BEFORE INSERT ON settings WHEN NEW.key = 'ready' BEGIN SELECT RAISE(ABORT, 'disk full'); END"),
      );
      await passes(async () => {
        expect(await call(site.relay.http, "GET", "/readyz")).toMatchObject({ status: 503, body: { error: "disk" } });
      });
      expect((await call(site.relay.http, "GET", "/healthz")).status).toBe(200);
      expect(site.reported).toHaveLength(1);
      site.beside((db) => db.exec("DROP TRIGGER full"));
      await passes(async () => expect((await call(site.relay.http, "GET", "/readyz")).status).toBe(200));
    },
  );

  test("OP2: the metrics count what happened, in Prometheus' format", async () => {
    site = await new TestRelay().start();
    const sara = await site.desk("سارا", "owner");
    const ali = await site.desk("علی", "reader");
    const article = await sara.newArticle();
    const [mine, theirs] = [await sara.frames(`article/${article}`), await ali.frames(`article/${article}`)];
    await Promise.all([mine.first("step1"), theirs.first("step1")]);
    for (const client of [mine, theirs]) {
      client.send({ type: "update", update: typed("x").update, reply: false });
      await client.barrier(1);
    }
    await call(site.relay.http, "GET", "/api/me");
    await new FrameClient(`${site.relay.ws}/sync/article/${article}?ticket=x`).end();
    const text = await metrics();
    for (const line of [
      "tahrir_connections 2",
      "tahrir_rooms 1",
      "tahrir_updates_total 1",
      "tahrir_commit_seconds_count 1",
      'tahrir_commit_seconds_bucket{le="+Inf"} 1',
      "tahrir_backlog_bytes 0",
      'tahrir_refusals_total{reason="role"} 1',
      'tahrir_refusals_total{reason="unauthorized"} 1',
      'tahrir_refusals_total{reason="ticket"} 1',
      "# TYPE tahrir_commit_seconds histogram",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    const values = [...text.matchAll(/_bucket\{[^}]*\} (\d+)/g)].map(([, count]) => Number(count));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    mine.socket.close();
    theirs.socket.close();
    await passes(async () => expect(await metrics()).toMatch(/^tahrir_connections 0$[^]*^tahrir_rooms 0$/m));
  });

  test("OP2: without a token the metrics are for this machine, not for whom a proxy brings nor for a page that renamed itself", async () => {
    site = await new TestRelay().start();
    const asked = async (headers: Record<string, string>): Promise<number> =>
      (await rawCall(site.relay.http, "GET", "/metrics", headers)).status;
    expect(await asked({})).toBe(200);
    expect(await asked({ "X-Forwarded-For": "127.0.0.1" })).toBe(403);
    expect(await asked({ Forwarded: "for=127.0.0.1" })).toBe(403);
    expect(await asked({ Host: "rebound.example" })).toBe(403);
  });

  test("OP2: with a token they are for whoever has it", async () => {
    site = await new TestRelay().start({ metricsToken: "sixteen-letters-or-more" });
    const sara = await site.desk("سارا", "owner");
    for (const token of [undefined, "", "sixteen-letters-or-mor", "sixteen-letters-or-more2", sara.token]) {
      expect(await call(site.relay.http, "GET", "/metrics", undefined, token)).toMatchObject({ status: 403, body: { error: "metrics" } });
    }
    expect(await metrics("sixteen-letters-or-more")).toContain("tahrir_connections 0");
  });
});

describe("the log", () => {
  test("OP3: it is JSON lines that hold no text, title, name, token, code or ticket", async () => {
    const site = await machine.serve(["--log-level", "debug", "--metrics-token", "a-token-of-the-metrics"]);
    const { code } = (await machine.ask("invite", "--name", "فرزانه", "--role", "owner")) as { code: string };
    const joined = await call(site.relay.http, "POST", "/api/join", { code, device: "رایانهٔ خانه" });
    const { token, member } = joined.body as { token: string; member: { id: string } };
    const ask = (method: string, path: string, body?: unknown, as = token) => call(site.relay.http, method, path, body, as);
    const { id } = (await ask("POST", "/api/articles", { title: "تیتر محرمانه" })).body as { id: string };
    const second = (await ask("POST", "/api/invitations", { name: "بهمن", role: "reader" })).body as { code: string };
    const { ticket } = (await ask("POST", "/api/tickets")).body as { ticket: string };
    const client = new FrameClient(`${site.relay.ws}/sync/article/${id}?ticket=${ticket}`);
    await client.first("step1");
    client.send({ type: "update", update: typed("متن محرمانه").update, reply: false });
    await client.barrier(1);
    client.socket.send(Buffer.from("متن محرمانه"));
    await client.end();
    // Every kind of mistake that carries a secret.
    await ask("POST", "/api/join", `{"code": "${second.code}", متن محرمانه`);
    await ask("POST", "/api/join", { code: `${second.code}x`, device: "رایانهٔ خانه" });
    await ask("GET", "/api/me", undefined, `${token}x`);
    await ask("GET", `/${second.code}/${token}`);
    await ask("DELETE", `/api/invitations/${second.code}`);
    await ask("GET", `/api/devices?member=${token}`);
    await ask("GET", "/metrics", undefined, "a-token-of-the-metrics");
    await ask("PATCH", `/api/articles/${id}`, { title: "تیتر محرمانه" });
    await new FrameClient(`${site.relay.ws}/sync/article/${id}?ticket=${ticket}`).end();
    await machine.ask("remove", (await machine.desk(site, "owner", "بهمن")).member.id);
    await end(site.child, "SIGTERM");

    const lines = site
      .log()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    const events = new Set(lines.map(({ event }) => event));
    for (const event of ["listening", "joined", "invited", "connected", "connection-refused", "request", "stopping", "stopped"])
      expect(events).toContain(event);
    for (const line of lines)
      expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/), level: expect.stringMatching(/^(debug|info|warn|error)$/) });
    expect(lines.some((line) => line["member"] === member.id)).toBe(true);
    const secrets = [code, second.code, token, ticket, "a-token-of-the-metrics", "محرمانه", "فرزانه", "بهمن", "رایانه"];
    expect(secrets.filter((secret) => site.log().includes(secret))).toEqual([]);
  });

  test("OP3: only what is as grave as asked for is written", () => {
    const lines: string[] = [];
    const log = new Log("warn", (line) => lines.push(line));
    log.debug("a");
    log.info("b");
    log.warn("c", { room: "article/x" });
    log.error("d", new Error("broken", { cause: new Error("why") }));
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: "warn", event: "c", room: "article/x" },
      { level: "error", event: "d", message: "broken", cause: "why", stack: expect.stringContaining("Error: broken") },
    ]);
  });
});

const read = (args: string[], environment: Record<string, string> = {}) => readSettings(args, SERVE, environment).values;

describe("settings", () => {
  test("OP4: a flag goes before the environment, which goes before the default", () => {
    expect(read(["--data", "d"])).toMatchObject({
      data: "d",
      port: 8790,
      host: "127.0.0.1",
      "public-url": null,
      "trust-proxy": false,
      "allow-origin": [],
      "log-level": "info",
    });
    const environment = {
      TAHRIR_RELAY_DATA: "e",
      TAHRIR_RELAY_PORT: "1",
      TAHRIR_RELAY_PUBLIC_URL: "https://desk.example/",
      TAHRIR_RELAY_TRUST_PROXY: "1",
      TAHRIR_RELAY_ALLOW_ORIGIN: "https://a.example, https://b.example",
      TAHRIR_RELAY_HOST: "",
    };
    expect(read(["--port", "2"], environment)).toMatchObject({
      data: "e",
      port: 2,
      host: "127.0.0.1",
      "public-url": "https://desk.example",
      "trust-proxy": true,
      "allow-origin": ["https://a.example", "https://b.example"],
    });
  });

  test("OP4: every limit can be set, and is what it is by default", () => {
    expect(limitsOf(read(["--data", "d"]))).toEqual(LIMITS);
    const set = read(["--data", "d", "--frame-bytes", "2M", "--document-bytes", "900k", "--updates-per-second", "7"], {
      TAHRIR_RELAY_PRESENCE_CLIENTS: "3",
    });
    expect(limitsOf(set)).toEqual({
      ...LIMITS,
      frameBytes: 2 * 1024 * 1024,
      updatesPerSecond: 7,
      room: { ...LIMITS.room, documentBytes: 900 * 1024, presenceClients: 3 },
    });
    expect(timeoutsOf(read(["--data", "d"])["request-seconds"])).toEqual(DEFAULT_TIMEOUTS);
    expect(timeoutsOf(read(["--data", "d", "--request-seconds", "2"])["request-seconds"])).toEqual({
      headers: 2000,
      request: 2000,
      idle: 75_000,
    });
  });

  test.each<[string[], Record<string, string>, string]>([
    [[], {}, "--data is missing"],
    [["--port", "1e3"], {}, '--port is a number from 0 to 65535, not "1e3"'],
    [["--port", "1", "--port", "2"], {}, "--port is given more than once"],
    [[], { TAHRIR_RELAY_PORT: "-1" }, 'TAHRIR_RELAY_PORT is a number from 0 to 65535, not "-1"'],
    [[], { TAHRIR_RELAY_TRUST_PROXY: "yes" }, 'TAHRIR_RELAY_TRUST_PROXY is 1 or 0, not "yes"'],
    [["--public-url", "ftp://x"], {}, '--public-url is an http or https address, not "ftp://x"'],
    [["--public-url", "https://me:secret@x"], {}, "--public-url is an http or https address"],
    [["--metrics-token", "short"], {}, "--metrics-token is a secret of 16 to 500 letters"],
    [["--log-level", "loud"], {}, '--log-level is one of debug, info, warn, error, not "loud"'],
    [["--wrong-per-minute", "0"], {}, "--wrong-per-minute is a number from 1"],
    [["--frame-bytes", "16X"], {}, '--frame-bytes is a number of bytes from 65536 to 268435456, such as 900, 64k or 16M, not "16X"'],
    [[], { TAHRIR_RELAY_BACKLOG_BYTES: "1k" }, 'not "1k"'],
    [["--request-seconds", "0"], {}, "--request-seconds is a number from 1 to 600"],
    [["--connections-per-member", "0"], {}, "--connections-per-member is a number from 1"],
    [["--colour", "red"], {}, "--colour"],
    [["more"], {}, 'unexpected argument "more"'],
  ])("OP4: %j with %j is answered: %s", (args, environment, mistake) => {
    const data = mistake.startsWith("--data") ? [] : ["--data", "d"];
    expect(() => read([...data, ...args], environment)).toThrow(mistake);
  });

  test("OP4: an unknown variable is refused, and so is half a certificate", { tags: "long" }, () => {
    expect(() => refuseUnknown(SERVE, { TAHRIR_RELAY_PROT: "1", PATH: "/" })).toThrow(
      /TAHRIR_RELAY_PROT is no setting; there are TAHRIR_RELAY_DATA/,
    );
    for (const [args, environment, mistake] of [
      [[], { TAHRIR_RELAY_PROT: "1" }, "TAHRIR_RELAY_PROT is no setting"],
      [["--tls-key", certificate("one-key.pem")], {}, "--tls-cert and --tls-key go together"],
      [["--tls-cert", certificate("one-cert.pem"), "--tls-key", certificate("two-key.pem")], {}, "are no certificate with its key"],
      [["--tls-cert", "/nowhere", "--tls-key", "/nowhere"], {}, "cannot read /nowhere"],
    ] as const) {
      const { status, out, err } = machine.run(["serve", ...machine.data, ...args], environment);
      expect({ status, out }, mistake).toEqual({ status: 1, out: "" });
      expect(err).toContain(mistake);
      expect(err).not.toMatch(/^\s+at /m);
    }
  });
});

/** Whether the relay shows the certificate `ca` now, and the header that keeps browsers to TLS. */
function shown(http: string, ca: string): Promise<{ readonly trusted: boolean; readonly hsts: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(`${http}/healthz`, { ca: readFileSync(certificate(ca)), rejectUnauthorized: false, agent: false }, (response) => {
      response.resume();
      resolve({ trusted: (response.socket as TLSSocket).authorized, hsts: response.headers["strict-transport-security"] });
    }).on("error", reject);
  });
}

describe("TLS", () => {
  test("OP5: a relay with a certificate speaks TLS, takes a renewed one at SIGHUP, and keeps the good one when the new is bad", async () => {
    const [cert, key] = ["cert.pem", "key.pem"].map((name) => join(machine.folder.path, name));
    const use = (name: string): void => {
      copyFileSync(certificate(`${name}-cert.pem`), cert!);
      copyFileSync(certificate(`${name}-key.pem`), key!);
    };
    use("one");
    const site = await machine.serve(["--tls-cert", cert!, "--tls-key", key!]);
    const { http, ws } = site.relay;
    expect([new URL(http).protocol, new URL(ws).protocol]).toEqual(["https:", "wss:"]);
    expect(await shown(http, "one-cert.pem")).toEqual({ trusted: true, hsts: "max-age=31536000" });
    const client = new FrameClient(`${ws}/sync/article/none?ticket=x`, { ca: readFileSync(certificate("one-cert.pem")) });
    expect((await client.end()).code).toBe(4401);

    writeFileSync(cert!, "no certificate");
    site.child.kill("SIGHUP");
    await passes(() => expect(site.log()).toContain("are no certificate with its key"));
    expect((await shown(http, "one-cert.pem")).trusted).toBe(true);

    use("two");
    site.child.kill("SIGHUP");
    await passes(() => expect(site.log()).toContain("certificate-renewed"));
    expect((await shown(http, "two-cert.pem")).trusted).toBe(true);
    expect((await shown(http, "one-cert.pem")).trusted).toBe(false);
    expect(await end(site.child, "SIGTERM")).toBe(0);
  });
});
