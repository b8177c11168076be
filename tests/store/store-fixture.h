/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bw-test.h"
#include "base/bw-time.h"
#include "store/bw-annotations.h"
#include "store/bw-backtests.h"
#include "store/bw-forecasts.h"
#include "store/bw-imports.h"
#include "store/bw-kept-edits.h"
#include "store/bw-library.h"
#include "store/bw-models.h"
#include "store/bw-predictions.h"
#include "store/bw-readers.h"
#include "store/bw-readings.h"
#include "store/bw-recordings.h"
#include "store/bw-rr-recordings.h"
#include "store/bw-samples.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* 2023-01-01 00:00 UTC */
#define FIRST_MS G_GINT64_CONSTANT (1672531200000)

/* A fresh library in a folder of its own. */
typedef struct
{
  char *folder;
  char *path;
  BwLibrary *library;
} Fixture;

void fixture_set_up (Fixture       *self,
                     gconstpointer  data);
void fixture_tear_down (Fixture       *self,
                        gconstpointer  data);

#define fixture_add(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* Closes and opens again. */
void fixture_reopen (Fixture       *self,
                     BwLibraryMode  mode);

/* Begins a transaction and an import in it. */
gint64 fixture_begin (Fixture *self);
void fixture_commit (Fixture *self);

gint32 fixture_kind (Fixture    *self,
                     const char *name,
                     const char *unit);
gint32 fixture_source (Fixture    *self,
                       const char *name);

typedef struct
{
  guint64 records;
  guint64 n_new;
} Counts;

/* One import of these samples, in one transaction. */
Counts fixture_import (Fixture        *self,
                       const BwSample *samples,
                       gsize           n);

/* @n samples of a kind, @step_ms apart, with values that vary. */
BwSample *fixture_make_samples (gint32 kind,
                                gint32 source,
                                gint64 start_ms,
                                gint64 step_ms,
                                gsize  n);

/* Runs SQL on the file through a connection of its own, as another program would. */
void fixture_sql (const char *path,
                  const char *sql);
gint64 fixture_query (const char *path,
                      const char *sql);

/* Asserts that bw_library_check() finds nothing, or a problem that matches @pattern. */
void fixture_check (BwLibrary  *library,
                    const char *pattern);

/* One import of @n recordings of five samples, a minute apart: "ecg-0.csv", "ecg-1.csv" … with the
 * ids 1, 2 … where there were none. */
void fixture_add_recordings (Fixture *self,
                             guint    n);

/* A model of the comparator, with weights that are none. Returns: its id */
gint64 fixture_add_model (Fixture *self,
                          guint64  seed);

/* A forecast of "rmssd". Returns: its id */
gint64 fixture_add_forecast (Fixture    *self,
                             gint64      issued_ms,
                             const char *model,
                             gint64      model_id,
                             const char *json);

/* A note. Returns: its id */
gint64 fixture_add_annotation (Fixture    *self,
                               gint64      start_ms,
                               gint64      end_ms,
                               const char *text,
                               const char *tags);

/* All that a library holds of samples, roll-ups, recordings, their labels, models, predictions and
 * forecasts, of RR recordings and edits, and of a person's notes, as text. */
char *fixture_dump (const char *path);

G_END_DECLS
