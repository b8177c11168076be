/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/* The words of a column's heading. Lists of words end with %NULL. */

/* In lower case: letters and digits between anything else. Returns: (transfer full) */
char **bw_heading_read_words (BwSlice heading);

/* Whether one of the words is wanted. */
gboolean bw_heading_has (char              **words,
                         const char *const  *wanted);

/* Whether one of the words is wanted, and none is anything but that or a filler. */
gboolean bw_heading_says (char              **words,
                          const char *const  *wanted,
                          const char *const  *fillers);

G_END_DECLS
