/**
 * CRMs and webhooks over HTTP: one connector each, and the routes that bring commands to them.
 */
@NullMarked
package org.tinypixel.routes.crm;

import org.jspecify.annotations.NullMarked;
