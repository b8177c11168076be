/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* With the locale's thousands separator: "24,657". Returns: (transfer full) */
char *bw_format_count (gint64 count);

G_END_DECLS
