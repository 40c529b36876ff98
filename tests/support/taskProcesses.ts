/** Processes in place of the tasks of an ECS service: the command of its container, without the container. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccountFile } from "../../local/cloud";
import { ECS_SERVICE, TASK_DEFINITION } from "../../local/cloud/model/tokens";
import { containersOf } from "../../local/cloud/services/ecs/containers";
import type { LocalInstance } from "../../local/edge";
import { freePort } from "./freePort";

/** A running process, as the local edge reaches it. */
interface Task {
  readonly target: LocalInstance;
  readonly process: ChildProcess;
}

/** The tasks of an account's only service. */
export class TaskProcesses {
  private constructor(private readonly tasks: readonly Task[]) {}

  /**
   * Starts as many tasks as the service wants, and resolves when their ports are open.
   *
   * @param folder - the folder with the files of the image
   */
  static async start(account: AccountFile, folder: string): Promise<TaskProcesses> {
    const find = (type: string) => account.resources.filter((one) => one.type === type);
    const [service] = find(ECS_SERVICE);
    const definition = find(TASK_DEFINITION).find(({ id }) => id === service?.outputs.taskDefinition);
    assert.ok(
      service !== undefined && definition !== undefined,
      "there is no service with a task definition",
    );
    const tasks = Array.from({ length: Number(service.outputs.desiredCount) }, (_, index) =>
      TaskProcesses.run(`task-${index + 1}`, definition.outputs, folder),
    );
    return new TaskProcesses(await Promise.all(tasks));
  }

  /** Runs a container's command with its environment, in which each of its ports is a free one of this machine. */
  private static async run(
    id: string,
    definition: Parameters<typeof containersOf>[0],
    folder: string,
  ): Promise<Task> {
    const [container] = containersOf(definition);
    const [command = "", ...args] = container?.command ?? [];
    const ports: Record<number, number> = {};
    for (const port of container?.ports ?? []) {
      ports[port.container] = await freePort();
    }
    const environment = Object.entries(container?.environment ?? {}).map(([name, value]) => [
      name,
      String(ports[Number(value)] ?? value),
    ]);
    const process_ = spawn(command, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...(Object.fromEntries(environment) as NodeJS.ProcessEnv) },
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const port of Object.values(ports)) {
      while (!(await isOpen(port))) {
        assert.equal(process_.exitCode, null, `${command} has ended`);
        await sleep(50);
      }
    }
    return { target: { id, ports }, process: process_ };
  }

  /** The tasks as targets of the local edge. */
  get targets(): LocalInstance[] {
    return this.tasks.map(({ target }) => target);
  }

  /** Stops all tasks. */
  async stop(): Promise<void> {
    await Promise.all(
      this.tasks.map(async ({ process: each }) => {
        const ended = once(each, "exit");
        each.kill();
        await ended;
      }),
    );
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
