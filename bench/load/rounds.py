"""Runs wrk against several targets in interleaved rounds and prints medians, ratios and CPU per request as Markdown."""
import argparse, os, platform, re, signal, statistics, subprocess, time

TICKS = os.sysconf("SC_CLK_TCK")


def family(pid):
    """A process and its children, nginx workers among them."""
    found, pids = [], [pid]
    while pids:
        current = pids.pop()
        found.append(current)
        try:
            with open(f"/proc/{current}/task/{current}/children") as f:
                pids += [int(child) for child in f.read().split()]
        except FileNotFoundError:
            pass
    return found


def cpu_seconds(pid):
    total = 0
    for one in family(pid):
        with open(f"/proc/{one}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def measure(url, pid, extra, args, seconds):
    before = cpu_seconds(pid)
    out = subprocess.run(["wrk", "-t1", f"-c{args.connections}", f"-d{seconds}s", "--latency", "-s", args.script, url, *extra],
                         capture_output=True, text=True, check=True).stdout
    values = dict(re.findall(r"(\w+)=([\d.]+)", next(line for line in out.splitlines() if line.startswith("RESULT"))))
    result = {key: float(value) for key, value in values.items()}
    requests = result["rps"] * seconds
    result["cpu_us"] = (cpu_seconds(pid) - before) / requests * 1e6 if requests else float("nan")
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--connections", type=int)
    parser.add_argument("--warmup", type=int, default=8)
    parser.add_argument("--script")
    parser.add_argument("--what", default="2 KB chat request")
    parser.add_argument("--yardsticks", default="nginx,yarp")
    parser.add_argument("--switch", type=int, help="a process that gets SIGHUP before each measurement but the first: two targets then are one process in two states")
    parser.add_argument("--target", action="append", help="name=url=pid, and with another = the script's own arguments")
    args = parser.parse_args()
    targets = [(name, url, int(pid), ["--", *extra[0].split()] if extra else [])
               for name, url, pid, *extra in (target.split("=") for target in args.target)]
    results = {target[0]: [] for target in targets}
    turns = 0

    def turn(url, pid, extra, seconds):
        nonlocal turns
        if args.switch and turns > 0:
            os.kill(args.switch, signal.SIGHUP)
            time.sleep(0.5)
        turns += 1
        return measure(url, pid, extra, args, seconds)

    # Long enough for the runtimes under test to have compiled what is hot.
    for name, url, pid, extra in targets:
        turn(url, pid, extra, args.warmup)
    for _ in range(args.rounds):
        for name, url, pid, extra in targets:
            results[name].append(turn(url, pid, extra, args.seconds))

    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    print(f"{time.strftime('%Y-%m-%d')} · {os.cpu_count()} cores of {model} · {platform.system()} {platform.release()} · "
          f"{args.rounds} interleaved rounds of {args.seconds} s · {args.connections} connections · {args.what}\n")
    yardsticks = [name for name in args.yardsticks.split(",") if name in results]
    columns = ["target", "requests/s (median)", *(f"share of {name}" for name in yardsticks), "CPU µs/request", "p50 µs", "p95 µs", "p99 µs", "errors"]
    print("| " + " | ".join(columns) + " |")
    print("|---" * len(columns) + "|")
    median = lambda name, key: statistics.median(round_[key] for round_ in results[name])
    share = lambda name, other: statistics.median(a["rps"] / b["rps"] for a, b in zip(results[name], results[other]))
    for name, *_ in targets:
        errors = sum(round_["errors"] + round_["non2xx"] for round_ in results[name])
        cells = [name, f"{median(name, 'rps'):,.0f}", *(f"{share(name, other):.2f}" for other in yardsticks),
                 *(f"{median(name, key):.0f}" for key in ("cpu_us", "p50_us", "p95_us", "p99_us")), f"{errors:.0f}"]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
