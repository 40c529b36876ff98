/** The storage of the local issuer, in memory only. */
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

interface Entry {
  readonly payload: AdapterPayload;
  readonly ends: number;
}

/** Models that are deleted when their grant is revoked. */
const granted = /^(?:AccessToken|AuthorizationCode|RefreshToken):/;

/** Creates the storage of one issuer, not shared with others in the process. */
export function createMemory(): AdapterFactory {
  const entries = new Map<string, Entry>();
  const find = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.ends <= Date.now()) {
      entries.delete(key);
      return undefined;
    }
    return entry.payload;
  };
  const drop = (unwanted: (key: string, entry: Entry) => boolean): void => {
    for (const [key, entry] of entries) {
      if (unwanted(key, entry)) {
        entries.delete(key);
      }
    }
  };
  return (model): Adapter => ({
    upsert: (id, payload, expiresIn) => {
      drop((_key, { ends }) => ends <= Date.now());
      const ends = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1_000;
      entries.set(`${model}:${id}`, { payload, ends });
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(find(`${model}:${id}`)),
    findByUid: (uid) => {
      const [key] =
        [...entries].find(([name, { payload }]) => name.startsWith(`${model}:`) && payload.uid === uid) ?? [];
      return Promise.resolve(key === undefined ? undefined : find(key));
    },
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id) => {
      const payload = find(`${model}:${id}`);
      if (payload !== undefined) {
        payload.consumed = Math.floor(Date.now() / 1_000);
      }
      return Promise.resolve();
    },
    destroy: (id) => {
      entries.delete(`${model}:${id}`);
      return Promise.resolve();
    },
    revokeByGrantId: (grantId) => {
      drop((key, { payload }) => granted.test(key) && payload.grantId === grantId);
      return Promise.resolve();
    },
  });
}
