package org.tinypixel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a running server takes of the machine, in bytes. */
record Footprint(String pid) {
    /** What is in use after a collection. */
    long heap() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Processes.run(jcmd, pid, "GC.run");
        var total =
                Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(Processes.run(jcmd, pid, "GC.class_histogram"));
        return total.find() ? Long.parseLong(total.group(1)) : 0;
    }

    long resident() throws IOException {
        return status("VmRSS") * 1024;
    }

    long threads() throws IOException {
        return status("Threads");
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
