/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What painters share. Lengths are user-space units of the cairo context: logical pixels on a
 * screen, points in a PDF. */

typedef struct
{
  double x, y, width, height;
} BwPlotRect;

/* A value at an instant, UTC milliseconds. */
typedef struct
{
  gint64 time_ms;
  double value;
} BwPlotPoint;

/* The time from start_ms up to, and without, end_ms. */
typedef struct
{
  gint64 start_ms, end_ms;
} BwPlotSpan;

G_END_DECLS
