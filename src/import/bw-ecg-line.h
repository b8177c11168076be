/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/* Lines of a recording's text, and the numbers on them. */

/* The line at *@s, without its end (LF, CRLF or a lone CR) and the blanks around it. Moves *@s to
 * the next. */
BwSlice bw_ecg_take_line (const char **s,
                          const char  *end);

typedef enum {
  BW_ECG_SAMPLE,
  BW_ECG_NO_NUMBER,
  BW_ECG_OUT_OF_RANGE,
} BwEcgSample;

/* Text that is one number, in units of @nv_per_unit (a power of ten) nanovolts: exactly, rounded
 * half away from zero where it has more decimals than nanovolts. Quotes, a decimal comma, a minus
 * sign of typography and an exponent are read. */
BwEcgSample bw_ecg_parse_sample (BwSlice  text,
                                 gint64   nv_per_unit,
                                 gint32  *nv);

/* Text that is one number of whatever meaning, written in those ways.
 * @resolution: (out) (optional): one in its last decimal */
gboolean bw_ecg_parse_number (BwSlice  text,
                              double  *value,
                              double  *resolution);

G_END_DECLS
