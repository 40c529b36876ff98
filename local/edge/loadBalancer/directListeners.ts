/** Listeners that stand for direct network access to the load balancer and the instances. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttps, type Server as HttpsServer } from "node:https";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Certificate } from "../certificate";
import { hasBody, unsafeReason } from "../cloudfront/wire";
import { headerPairs } from "../headers";
import { madeResponse, type Peer } from "../hop";
import { abortWhenGone, parserOptions, plainAddress } from "../listening";
import type { LiveView } from "../stackView/liveView";
import type { BalancerView, ListenerView, StackView, VpcOriginView } from "../stackView/model";
import { writeAnswer } from "../writeAnswer";
import { admission, isInside } from "./admission";
import type { Balancers } from "./balancers";
import { type LocalInstance, placeOf } from "./upstream";

/** The role that a source address plays. */
export interface SimulatedPeer {
  /** An address in the simulated network, `10.2.3.4`. */
  readonly address?: string | undefined;
  /** The caller acts as CloudFront, or as the load balancer. */
  readonly as?: "cloudfront" | "load-balancer" | undefined;
}

/** By source address on the loopback network, `127.0.0.9`; any other caller comes from outside. */
export type SimulatedPeers = Readonly<Record<string, SimulatedPeer>>;

/** The listener that a distribution's VPC origin connects to. */
interface VpcOriginListener {
  readonly origin: VpcOriginView;
  readonly balancer: BalancerView;
  readonly listener: ListenerView;
}

/** Finds the listener behind a distribution's VPC origin. */
export function findVpcOriginListener(view: StackView): VpcOriginListener | undefined {
  for (const origin of view.distribution.origins.values()) {
    const balancer = origin.kind === "vpc" ? view.balancers.get(origin.balancerArn) : undefined;
    const listener =
      origin.kind === "vpc" ? balancer?.listeners.find(({ port }) => port === origin.port) : undefined;
    if (origin.kind === "vpc" && balancer !== undefined && listener !== undefined) {
      return { origin, balancer, listener };
    }
  }
  return undefined;
}

function peerOf(socket: Socket, peers: SimulatedPeers, found: VpcOriginListener): Peer {
  const from = plainAddress(socket.remoteAddress);
  const simulated = peers[from];
  switch (simulated?.as) {
    case "cloudfront":
      return { name: "CloudFront", groups: found.origin.serviceGroups, isCloudFront: true };
    case "load-balancer":
      return { name: found.balancer.name, groups: found.balancer.groups, isCloudFront: false };
    case undefined: {
      const address = simulated?.address ?? from;
      return { name: address, address, groups: [], isCloudFront: false };
    }
  }
}

/** Creates the load balancer's listener; a caller that is not admitted is disconnected before a byte is read. */
export function balancerListener(
  live: LiveView,
  balancers: Balancers,
  peers: SimulatedPeers,
  certificate: Certificate,
): HttpsServer {
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { view } = live.current();
    const found = view && findVpcOriginListener(view);
    if (view === undefined || found === undefined) {
      response.destroy();
      return;
    }
    const gone = new AbortController();
    abortWhenGone(response, gone);
    const { method = "", url = "", httpVersion } = message;
    const headers = headerPairs(message.rawHeaders);
    const unsafe = unsafeReason({ method, target: url, httpVersion, headers });
    const request = {
      method,
      target: url,
      headers,
      body: hasBody(headers) ? message : undefined,
      signal: gone.signal,
    };
    const answer =
      unsafe === undefined
        ? await balancers.answer(
            view,
            found.balancer,
            found.listener,
            request,
            peerOf(message.socket, peers, found),
          )
        : madeResponse(400, "text/plain", "", { hop: "balancer", detail: unsafe });
    writeAnswer(response, method, answer, unsafe !== undefined);
  };
  const server = createHttps(
    { ...parserOptions, ...certificate, minVersion: "TLSv1.2" },
    (message, response) => {
      handle(message, response).catch(() => response.destroy());
    },
  );
  server.maxHeadersCount = 0;
  server.prependListener("connection", (socket: Socket) => {
    if (!admitsToBalancer(live, balancers, socket, peers)) {
      socket.destroy();
    }
  });
  return server;
}

function admitsToBalancer(
  live: LiveView,
  balancers: Balancers,
  socket: Socket,
  peers: SimulatedPeers,
): boolean {
  const { view } = live.current();
  const found = view && findVpcOriginListener(view);
  if (view === undefined || found === undefined) {
    return false;
  }
  const { balancer, origin } = found;
  return balancers.connect(view, balancer, origin.port, peerOf(socket, peers, found)).allowed;
}

/** Creates a proxy to one port of an instance for callers that its security groups admit. */
export function instanceListener(
  live: LiveView,
  instance: LocalInstance,
  port: number,
  peers: SimulatedPeers,
): Server {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const place = placeOf(instance, port);
    if (place === undefined || !admitsToInstance(live, port, socket, peers)) {
      socket.destroy();
      return;
    }
    const through = connect(place);
    open.add(socket.once("close", () => open.delete(socket)));
    socket.pipe(through).pipe(socket);
    socket.on("error", () => through.destroy()).once("close", () => through.destroy());
    through.on("error", () => socket.destroy());
  });
  return Object.assign(server, { closeAllConnections: () => open.forEach((socket) => socket.destroy()) });
}

function admitsToInstance(live: LiveView, port: number, socket: Socket, peers: SimulatedPeers): boolean {
  const { view } = live.current();
  const found = view && findVpcOriginListener(view);
  if (view === undefined || found === undefined) {
    return false;
  }
  const peer = peerOf(socket, peers, found);
  const groups = [...view.targetGroups.values()]
    .filter((group) => group.port === port)
    .flatMap(({ targetSecurityGroups }) => targetSecurityGroups);
  return isInside(peer) && admission(view.groups, groups, "ingress", peer, port).allowed;
}
