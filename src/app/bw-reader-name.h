/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who labels at this computer: the key "reader-name" of @settings, or else the account's real name,
 * or else its short one. Returns: (transfer full): never empty */
char *bw_reader_name_get (GSettings *settings);

G_END_DECLS
