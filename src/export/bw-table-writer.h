/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-table.h"

G_BEGIN_DECLS

/* Internal to the tables' files: rows of a table as text that is appended to a string. */

void bw_table_append_start (GString           *out,
                            const BwDataTable *table,
                            BwTableFormat      format);

/* @n: how many rows stand before it */
void bw_table_append_row (GString           *out,
                          const BwDataTable *table,
                          BwTableFormat      format,
                          guint64            n,
                          const BwDataValue *row);

/* @n: how many rows there are */
void bw_table_append_end (GString       *out,
                          BwTableFormat  format,
                          guint64        n);

/* The dictionary of the tables. */
void bw_dictionary_append (GString            *out,
                           BwDictionaryFormat  format);

G_END_DECLS
