/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-ecg-csv.h"

G_BEGIN_DECLS

typedef struct
{
  char *name, *date_of_birth, *classification, *symptoms, *software, *device, *lead;
  gboolean has_time;
  gint64 time_ms;
  int offset_min;
  gboolean has_day;       /* the date stands there without a time */
  gint64 day;
  double rate_hz;         /* 0: not told */
  gint64 nv_per_unit;     /* 0: not told */
  gboolean unit_unknown;  /* told, but nothing that volts are */
} BwEcgHeader;

/* Whether a line has a key of Apple's, in a language known here. */
gboolean bw_ecg_header_knows (const char *line);

void bw_ecg_header_clear (BwEcgHeader *header);

/* @lines: (array length=n): the lines before the first sample, valid UTF-8. */
void bw_ecg_header_read (BwEcgHeader       *header,
                         const char *const *lines,
                         guint              n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwEcgHeader, bw_ecg_header_clear)

G_END_DECLS
