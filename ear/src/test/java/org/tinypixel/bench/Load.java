package org.tinypixel.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Load from this machine: wrk where it is installed, else threads of this process, for how much is possible; threads on a schedule for how long it takes. */
final class Load {
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.9.0";
    private static final String HEADERS = "Host: bench\r\nUser-Agent: " + AGENT
            + "\r\nAccept: image/avif,image/webp,*/*\r\nAccept-Language: de-AT,de;q=0.9\r\n";

    private final Path script;
    private final List<String> paths;

    /** What came of it; latencies in milliseconds. */
    record Result(double perSecond, long answered, long failed, double p50, double p99) {}

    Load(Path folder, List<String> paths) throws IOException {
        this.paths = paths;
        var list = Files.write(folder.resolve("paths"), paths);
        script = Files.writeString(folder.resolve("rotate.lua"), """
                local paths = {}
                local at = 0
                function init(args)
                    for line in io.lines("%s") do paths[#paths + 1] = wrk.format("GET", line) end
                    math.randomseed(os.time())
                    at = math.random(#paths)
                end
                function request()
                    at = at %% #paths + 1
                    return paths[at]
                end
                """.formatted(list));
    }

    /** As fast as it answers. */
    Result closed(int port, int connections, double seconds, boolean keepAlive) {
        if (!Processes.has("wrk")) {
            return paced(port, connections, seconds, 0, keepAlive);
        }
        var command = new ArrayList<>(List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + Math.max(1, Math.round(seconds)) + "s",
                "--latency",
                "-s",
                script.toString(),
                "-H",
                "User-Agent: " + AGENT,
                "-H",
                "Accept: image/avif,image/webp,*/*",
                "-H",
                "Accept-Language: de-AT,de;q=0.9"));
        if (!keepAlive) {
            command.addAll(List.of("-H", "Connection: close"));
        }
        command.add("http://127.0.0.1:" + port + "/");
        var said = Processes.run(command.toArray(String[]::new));
        var failed = number(said, "Non-2xx or 3xx responses: (\\d+)");
        // A server that answered what it was asked and closes is no failure of wrk's reading.
        var errors = keepAlive ? number(said, "Socket errors: connect (\\d+)") + number(said, "timeout (\\d+)") : 0;
        return new Result(
                decimal(said, "Requests/sec:\\s+([0-9.]+)"),
                (long) (number(said, "(\\d+) requests in") - failed),
                (long) (failed + errors),
                time(said, "50%\\s+([0-9.]+)(us|ms|s)"),
                time(said, "99%\\s+([0-9.]+)(us|ms|s)"));
    }

    private static double number(String text, String pattern) {
        return decimal(text, pattern);
    }

    private static double decimal(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    private static double time(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            return Double.NaN;
        }
        var value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    /** Arrivals on schedule; the time counts from the planned arrival, so waiting in the queue is not left out. Rate 0: as fast as it answers. */
    Result paced(int port, int threads, double seconds, double rate, boolean keepAlive) {
        var begin = System.nanoTime();
        var end = begin + (long) (seconds * 1e9);
        var next = new AtomicLong();
        var failed = new AtomicLong();
        var times = new ArrayList<long[]>();
        var workers = new ArrayList<Thread>();
        for (var i = 0; i < threads; i++) {
            var worker = new Thread(() -> {
                var own = new long[1 << 16];
                var count = 0;
                Socket socket = null;
                try {
                    while (true) {
                        var turn = next.getAndIncrement();
                        var planned = rate == 0 ? System.nanoTime() : begin + (long) (turn * 1e9 / rate);
                        if (planned >= end || System.nanoTime() >= end) {
                            break;
                        }
                        for (var left = planned - System.nanoTime(); left > 0; left = planned - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                        try {
                            if (socket == null) {
                                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                                socket.setTcpNoDelay(true);
                            }
                            if (!ask(socket, paths.get((int) (turn % paths.size())), keepAlive)) {
                                failed.incrementAndGet();
                            }
                            if (!keepAlive) {
                                socket.close();
                                socket = null;
                            }
                        } catch (IOException broken) {
                            failed.incrementAndGet();
                            socket = null;
                        }
                        if (count == own.length) {
                            own = Arrays.copyOf(own, 2 * count);
                        }
                        own[count++] = System.nanoTime() - planned;
                    }
                    if (socket != null) {
                        socket.close();
                    }
                } catch (IOException closing) {
                    failed.incrementAndGet();
                }
                synchronized (times) {
                    times.add(Arrays.copyOf(own, count));
                }
            });
            workers.add(worker);
            worker.start();
        }
        for (var worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        var took = (System.nanoTime() - begin) / 1e9;
        var all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(
                all.length / took, all.length - failed.get(), failed.get(), share(all, 0.5), share(all, 0.99));
    }

    private static double share(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    private static boolean ask(Socket socket, String path, boolean keepAlive) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\n" + HEADERS + (keepAlive ? "" : "Connection: close\r\n") + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var in = new BufferedInputStream(socket.getInputStream(), 1024);
        var status = line(in);
        var length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.readNBytes(length);
        return status.contains(" 200") || status.contains(" 302");
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
