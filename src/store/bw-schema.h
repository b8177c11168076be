/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Internal to the store (and its tests). */

/* "BtWs" in the file's header: what makes an SQLite file a Beatwise library. */
#define BW_SCHEMA_APPLICATION_ID 0x42745773

/* The oldest version that can be read without being migrated first, over bw_schema_bridge(). */
#define BW_SCHEMA_OLDEST_READABLE 1

/* The version this program writes: the number of migration steps. */
int bw_schema_get_version (void);

/* Takes a database from the version it has to @version, all in one transaction; does nothing where
 * it is at @version or beyond it. */
gboolean bw_schema_migrate (sqlite3     *db,
                            const char  *path,
                            int          version,
                            GError     **error);

/* Lets a connection that only reads, of a library at @version, use the queries of the newest: what
 * is not there reads as empty. The file is left alone. */
gboolean bw_schema_bridge (sqlite3     *db,
                           const char  *path,
                           int          version,
                           GError     **error);

/* Gives a connection the views of the newest version as temporary ones: also in a library that is
 * older, and whatever somebody made of those in the file, which are not to be trusted.
 * Returns: an SQLite code */
int bw_schema_make_views (sqlite3 *db);

/* Makes an empty library of @version at @path, as a whole or not at all: written beside it and
 * renamed. It is no error when another process made one meanwhile. */
gboolean bw_schema_create_file (const char  *path,
                                int          version,
                                GError     **error);

G_END_DECLS
