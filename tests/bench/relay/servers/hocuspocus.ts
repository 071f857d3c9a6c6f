/** Hocuspocus as its guide sets it up; with the path of a database as argument, with its own SQLite extension. */
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";
import { announce } from "./listen.ts";

const [database] = process.argv.slice(2);
const server = new Server({
  address: "127.0.0.1",
  port: 0,
  quiet: true,
  extensions: database === undefined ? [] : [new SQLite({ database })],
});
await server.listen();
announce(server.address.port);
