package org.tinypixel.routes.gateway;

/**
 * Brings to disk what several threads committed, with as few forces as possible: a force serves everybody who came before it began, and while one runs, all who come wait for the
 * next together.
 */
final class SharedForce {
    private final Runnable force;
    private long begun;
    private long finished;
    private boolean running;

    SharedForce(Runnable force) {
        this.force = force;
    }

    /** Returns when a force that began after this call has finished; a failure of that force is the caller's, who may ask again. */
    void await() throws InterruptedException {
        long mine;
        synchronized (this) {
            // One that runs already may have begun before the caller's commit.
            mine = begun + 1;
            while (running && finished < mine) {
                wait();
            }
            if (finished >= mine) {
                return;
            }
            running = true;
            begun = mine;
        }
        var done = false;
        try {
            force.run();
            done = true;
        } finally {
            synchronized (this) {
                running = false;
                if (done) {
                    finished = mine;
                }
                notifyAll();
            }
        }
    }
}
