/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-library.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "store/bw-imports.h"
#include "store/bw-readings.h"

BwTestLibrary *
bw_test_library_new (const char *zone)
{
  BwTestLibrary *self = g_new0 (BwTestLibrary, 1);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = bw_test_make_folder ();
  path = g_build_filename (self->folder, "test.beatwise", NULL);
  self->library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  bw_library_set_setting (self->library, "zone", zone, &error);
  g_assert_no_error (error);
  return self;
}

void
bw_test_library_free (BwTestLibrary *self)
{
  if (self == NULL)
    return;
  bw_library_close (self->library);
  bw_test_remove_folder (self->folder);
  g_free (self);
}

void
bw_test_library_begin (BwTestLibrary *self)
{
  g_autoptr (GError) error = NULL;

  bw_library_begin (self->library, &error);
  g_assert_no_error (error);
  self->import_id = bw_library_begin_import (self->library, "test.zip", "apple-health", &error);
  g_assert_no_error (error);
  self->writer = bw_sample_writer_new (self->library, self->import_id);
}

void
bw_test_library_end (BwTestLibrary *self)
{
  g_autoptr (GError) error = NULL;
  BwImport *import = bw_import_new ();

  bw_sample_writer_finish (self->writer, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->writer, bw_sample_writer_free);
  import->path = g_strdup ("test.zip");
  import->format = g_strdup ("apple-health");
  import->time_ms = G_GINT64_CONSTANT (4000000000000);
  bw_library_finish_import (self->library, self->import_id, import, &error);
  g_assert_no_error (error);
  bw_import_free (import);
  bw_library_commit (self->library, &error);
  g_assert_no_error (error);
}

static void
add (BwTestLibrary  *self,
     const BwSample *sample)
{
  guint64 records = 0, new = 0;
  g_autoptr (GError) error = NULL;

  bw_sample_writer_add (self->writer, sample, 1, &records, &new, &error);
  g_assert_no_error (error);
}

void
bw_test_library_add (BwTestLibrary *self,
                     const char    *kind,
                     const char    *unit,
                     const char    *source,
                     gint64         start_ms,
                     gint64         end_ms,
                     double         value)
{
  BwSample sample = { .start_ms = start_ms, .end_ms = end_ms, .value = value };

  sample.kind = bw_library_intern_kind (self->library, kind, unit, FALSE, NULL);
  sample.source = bw_library_intern_source (self->library, source, "1", "", NULL);
  add (self, &sample);
}

void
bw_test_library_add_sleep (BwTestLibrary *self,
                           const char    *category,
                           const char    *source,
                           gint64         start_ms,
                           gint64         end_ms)
{
  BwSample sample = { .start_ms = start_ms, .end_ms = end_ms };

  sample.kind = bw_library_intern_kind (self->library, BW_KIND_SLEEP, "", TRUE, NULL);
  sample.source = bw_library_intern_source (self->library, source, "1", "", NULL);
  sample.value = bw_library_intern_category (self->library, category, NULL);
  add (self, &sample);
}

void
bw_test_library_add_reading (BwTestLibrary *self,
                             const char    *source,
                             gint64         start_ms,
                             double         rmssd_ms,
                             gboolean       used)
{
  BwBeat beats[2] = { { start_ms + 1000, 60 }, { start_ms + 2000, 60 } };
  BwReadingRow row = {
    .start_ms = start_ms,
    .end_ms = start_ms + BW_TIME_MINUTE,
    .sdnn_device_ms = 40,
    .n_beats = 2,
    .n_intervals = 1,
    .rmssd_ms = rmssd_ms,
    .rmssd_raw_ms = rmssd_ms,
    .se_ms = 2,
    .used = used,
    .why_not = used ? NULL : g_strdup ("too-few-intervals"),
  };
  gboolean is_new;
  g_autoptr (GError) error = NULL;

  row.source_id = bw_library_intern_source (self->library, source, "1", "", NULL);
  bw_library_add_reading (self->library, self->import_id, &row, beats, 2, &is_new, &error);
  g_assert_no_error (error);
  g_free (row.why_not);
}
