/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-time.h"
#include "export/bw-data-table-private.h"

G_BEGIN_DECLS

/* What rows are made of in tables that no library holds (bw-data-hourly.c, bw-data-worked-out.c). */

#define COLUMN(name, type, unit, meaning) { name, BW_DATA_##type, NULL, NULL, unit, meaning }

#define WORKED_OUT(id, title, description, columns, has_span, read)                                 \
  {                                                                                                 \
    { id, title, description, NULL, columns, G_N_ELEMENTS (columns), has_span }, read, NULL, NULL,  \
      NULL                                                                                          \
  }

static inline BwDataValue
value_of_integer (gint64 integer)
{
  return (BwDataValue){ .known = TRUE, .integer = integer };
}

static inline BwDataValue
value_of_number (gboolean known,
                 double   number)
{
  return (BwDataValue){ .known = known, .number = number };
}

static inline BwDataValue
value_of_flag (gboolean flag)
{
  return (BwDataValue){ .known = TRUE, .flag = flag };
}

/* @text: (nullable): borrowed */
static inline BwDataValue
value_of_text (const char *text)
{
  return (BwDataValue){ .known = text != NULL, .text = text };
}

static inline BwDataValue
value_of_time (BwDataReader *self,
               gint64        time_ms)
{
  return (BwDataValue){ .known = TRUE,
                        .time_ms = time_ms,
                        .offset_min = bw_time_offset (self->zone, time_ms) };
}

static inline gboolean
is_within (BwDataReader *self,
           gint64        time_ms)
{
  return time_ms >= self->from_ms && time_ms < self->to_ms;
}

G_END_DECLS
