/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-dictionary.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Internal to the store. */

/* The two halves of the dictionary; the last entry of each has no name. */
extern const BwDictionaryEntry bw_dictionary_tables[];
extern const BwDictionaryEntry bw_dictionary_views[];

/* Writes the table “dictionary” of a library of the newest version anew, within the transaction that is
 * open. Returns: an SQLite code */
int bw_dictionary_write (sqlite3 *db);

G_END_DECLS
