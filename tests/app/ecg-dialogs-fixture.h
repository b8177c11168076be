/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-label-rules.h"
#include "store/bw-readers.h"
#include "store/bw-samples.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* 2023-09-21 00:00 UTC, a Thursday: the day of the protocol in the data made up here. */
#define ECG_DAY G_GINT64_CONSTANT (1695254400000)

/* Returns: (transfer full) (element-type BwRecording): none yet */
GArray *ecg_recordings_new (void);

/* Appends a recording of 30 s, with the next id (from 1). */
void ecg_add (GArray  *recordings,
              gint64   start_ms,
              gboolean time_known,
              BwLabel  label);

/* A day of the protocol: six recordings from 07:40 on, the drink at about 08:10, eight from 09:00
 * to 10:45; the second is labelled after glucose, wrongly. The day before, two recordings; and
 * @n_without_time more of which only the day is known. Returns: (transfer full) */
GArray *ecg_protocol (guint n_without_time);

/* Readings of that day: 88 at 07:45, 96 at 08:05, 128 at 08:40, 152 at 09:10, 161 at 09:50 mg/dL,
 * in @unit. Returns: (transfer full) (element-type BwSampleRow) */
GArray *ecg_readings (const char *unit);

/* What Anna, Ben and Cem made of the first recordings of ecg_protocol(): Anna and Ben agree on
 * nine of twelve. Returns: (transfer full) (element-type BwReaderLabel) */
GArray *ecg_reader_labels (void);

/* The child of a window's template by its id. */
gpointer ecg_child (gpointer    window,
                    const char *id);

/* What a dialog handed back: the states copied, and how often. */
typedef struct
{
  GArray *states;   /* (element-type BwLabelState) */
  guint n_calls;
  gboolean freed;
} EcgChosen;

void ecg_on_chosen (GArray   *states,
                    gpointer  chosen);
void ecg_on_freed (gpointer chosen);
void ecg_chosen_clear (EcgChosen *chosen);

/* Presents a window, and takes it away: nothing of it may stay behind. */
void ecg_present (gpointer window);
void ecg_assert_finalised (gpointer window);

G_END_DECLS
