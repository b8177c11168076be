/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A whole number in decimal digits, a minus before it where it is below 0: fast, as what is written to
 * files may be millions of them. */
void bw_digits_append (GString *out,
                       gint64   value);

G_END_DECLS
