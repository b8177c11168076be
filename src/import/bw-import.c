/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import.h"

#include "base/bw-error.h"
#include "import/bw-collector.h"
#include "import/bw-import-share.h"
#include "import/bw-import-source.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#define PARCELS 6
#define WAIT_US (100 * G_TIME_SPAN_MILLISECOND)
#define SAVING_SHARE 0.05 /* of the whole time, for the commit */

/* The library's ids of the reader's names. */
typedef struct
{
  gint32 id;
  gboolean category;
} Kind;

typedef struct
{
  BwLibrary *library;
  const BwImportOptions *options; /* (nullable) */
  BwProgress *progress;
  GCancellable *cancellable;
  GTimeZone *zone; /* where the person lives */

  BwCollector *collector; /* the reading thread's while it runs */
  BwRing *ring;
  GArray *kinds;      /* (element-type Kind) */
  GArray *sources;    /* (element-type gint32) */
  GArray *categories; /* (element-type gint32) */

  BwImport *import;   /* of the path at hand */
  guint n_corrected;  /* its recordings that were there with another rate */
  BwImportShare *share;
  BwSampleWriter *writer;
  gint64 told_us;
} Importer;

typedef struct
{
  Importer *importer;
  BwImportSource *source;
  GError *error;
} Reading;

void
bw_import_result_free (BwImportResult *result)
{
  if (result == NULL)
    return;

  bw_import_free (result->total);
  g_ptr_array_unref (result->files);
  g_free (result);
}

static gpointer
read_on_thread (gpointer data)
{
  Reading *reading = data;
  Importer *self = reading->importer;

  bw_import_source_read (reading->source, self->collector, self->options, self->zone,
                         self->cancellable, &reading->error);
  bw_ring_finish (self->ring);
  return NULL;
}

static gboolean
write_names (Importer        *self,
             const BwParcel  *parcel,
             GError         **error)
{
  for (guint i = 0; i < parcel->names->len; i++)
    {
      const BwParcelName *name = &g_array_index (parcel->names, BwParcelName, i);
      char *const *parts = name->parts;
      Kind kind;
      gint32 id;

      switch (name->type)
        {
        case BW_NAME_KIND:
          kind.category = parts[2][0] != 0;
          kind.id = id = bw_library_intern_kind (self->library, parts[0], parts[1], kind.category,
                                                 error);
          g_array_append_val (self->kinds, kind);
          break;
        case BW_NAME_SOURCE:
          id = bw_library_intern_source (self->library, parts[0], parts[1], parts[2], error);
          g_array_append_val (self->sources, id);
          break;
        case BW_NAME_CATEGORY:
        default:
          id = bw_library_intern_category (self->library, parts[0], error);
          g_array_append_val (self->categories, id);
          break;
        }
      if (id == 0)
        return FALSE;
    }
  return TRUE;
}

static inline gint32
source_of (Importer *self,
           gint32    id)
{
  return g_array_index (self->sources, gint32, id - 1);
}

static gboolean
write_samples (Importer  *self,
               BwParcel  *parcel,
               GError   **error)
{
  for (guint i = 0; i < parcel->n_samples; i++)
    {
      BwSample *sample = &parcel->samples[i];
      const Kind *kind = &g_array_index (self->kinds, Kind, sample->kind - 1);

      sample->kind = kind->id;
      sample->source = source_of (self, sample->source);
      if (kind->category)
        sample->value = g_array_index (self->categories, gint32, (guint) sample->value - 1);
    }
  return bw_sample_writer_add (self->writer, parcel->samples, parcel->n_samples,
                               &self->import->records, &self->import->n_new, error);
}

static gboolean
write_readings (Importer  *self,
                BwParcel  *parcel,
                GError   **error)
{
  for (guint i = 0; i < parcel->readings->len; i++)
    {
      BwParcelReading *reading = &g_array_index (parcel->readings, BwParcelReading, i);
      const BwBeat *beats = &g_array_index (parcel->beats, BwBeat, reading->first_beat);
      gboolean is_new;

      reading->row.source_id = source_of (self, reading->row.source_id);
      if (!bw_library_add_reading (self->library, self->import->id, &reading->row, beats,
                                   reading->n_beats, &is_new, error))
        return FALSE;
      self->import->readings++;
      self->import->beats += reading->n_beats;
    }
  return TRUE;
}

static gboolean
write_days (Importer  *self,
            BwParcel  *parcel,
            GError   **error)
{
  gboolean is_new;

  for (guint i = 0; i < parcel->workouts->len; i++)
    {
      BwWorkout *workout = &g_array_index (parcel->workouts, BwWorkout, i);

      workout->source_id = source_of (self, workout->source_id);
      if (!bw_library_add_workout (self->library, self->import->id, workout, &is_new, error))
        return FALSE;
      self->import->workouts++;
    }
  for (guint i = 0; i < parcel->activity_days->len; i++)
    {
      if (!bw_library_add_activity_day (self->library, self->import->id,
                                        &g_array_index (parcel->activity_days, BwActivityDay, i),
                                        &is_new, error))
        return FALSE;
      self->import->activity_days++;
    }
  for (guint i = 0; i < parcel->characteristics->len; i++)
    {
      char *const *parts = g_array_index (parcel->characteristics, BwParcelName, i).parts;

      if (!bw_library_set_characteristic (self->library, parts[0], parts[1], error))
        return FALSE;
    }
  return TRUE;
}

/* What a recording's header says of the person counts where nothing better is known. */
static gboolean
note_person (Importer    *self,
             const char  *key,
             const char  *value,
             GError     **error)
{
  g_autofree char *known = NULL;

  if (value == NULL)
    return TRUE;
  known = bw_library_get_characteristic (self->library, key);
  return known != NULL || bw_library_set_characteristic (self->library, key, value, error);
}

/* A rate that was answered wrongly is put right by answering again: a recording is known by its start
 * and its samples, whatever their rate. */
static gboolean
correct_rate (Importer           *self,
              const BwParcelEcg  *ecg,
              GError            **error)
{
  gboolean changed;

  if (!bw_library_set_rate (self->library, ecg->header.id, ecg->header.rate_hz, &changed, error))
    return FALSE;
  if (!changed)
    return TRUE;
  self->n_corrected++;
  return bw_library_set_analysis (self->library, ecg->header.id, &ecg->analysis, error);
}

static gboolean
write_ecgs (Importer  *self,
            BwParcel  *parcel,
            GError   **error)
{
  for (guint i = 0; i < parcel->ecgs->len; i++)
    {
      BwParcelEcg *ecg = &g_array_index (parcel->ecgs, BwParcelEcg, i);
      BwRecording *r = &ecg->header;
      gboolean is_new, is_held = FALSE;

      if (ecg->shared
          && !bw_import_share_ask (self->share, r, ecg->samples_nv, &is_held, error))
        return FALSE;
      self->import->ecgs++;
      self->import->ecg_samples += r->n_samples;
      if (is_held)
        continue;
      if (!bw_library_add_recording (self->library, self->import->id, r, ecg->samples_nv, &is_new,
                                     error)
          || (is_new && !bw_library_set_analysis (self->library, r->id, &ecg->analysis, error))
          || (!is_new && ecg->rate_given && !correct_rate (self, ecg, error))
          || !note_person (self, "name", ecg->person_name, error)
          || !note_person (self, "date-of-birth", ecg->date_of_birth, error)
          || !note_person (self, "sex", ecg->sex, error))
        return FALSE;

      /* A label asked for now holds for a recording that was there before as well. */
      if (!is_new && self->options != NULL && self->options->has_label
          && !bw_library_set_label (self->library, r->id, self->options->label, "import", error))
        return FALSE;
      if (ecg->shared)
        bw_import_share_note (self->share, r, is_new);
    }
  return TRUE;
}

static gboolean
write_rrs (Importer  *self,
           BwParcel  *parcel,
           GError   **error)
{
  for (guint i = 0; i < parcel->rrs->len; i++)
    {
      BwParcelRr *rr = &g_array_index (parcel->rrs, BwParcelRr, i);
      gboolean is_new;

      if (!bw_library_add_rr_recording (self->library, self->import->id, &rr->header, rr->intervals,
                                        &is_new, error))
        return FALSE;
      self->import->rr_recordings++;
    }
  return TRUE;
}

static gboolean
write_zones (Importer  *self,
             GError   **error)
{
  GHashTableIter iter;
  gpointer zone, count;

  /* The same file again tells nothing new of where the person lives. */
  if (self->import->n_new == 0)
    return TRUE;

  g_hash_table_iter_init (&iter, self->collector->zones);
  while (g_hash_table_iter_next (&iter, &zone, &count))
    if (!bw_library_note_zone (self->library, zone, GPOINTER_TO_UINT (count), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_parcel (Importer  *self,
              BwParcel  *parcel,
              GError   **error)
{
  return write_names (self, parcel, error) && write_samples (self, parcel, error)
         && write_readings (self, parcel, error) && write_days (self, parcel, error)
         && write_ecgs (self, parcel, error) && write_rrs (self, parcel, error);
}

/* `1,203,000`, as the person's language parts thousands. Returns: (transfer full) */
static char *
group_digits (guint64 n)
{
  const char *separator = nl_langinfo (THOUSEP);
  g_autofree char *plain = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  GString *grouped = g_string_new (NULL);
  gsize length = strlen (plain);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (grouped, separator);
      g_string_append_c (grouped, plain[i]);
    }
  return g_string_free (grouped, FALSE);
}

static void
tell_progress (Importer       *self,
               BwImportSource *source)
{
  gint64 now = g_get_monotonic_time ();
  gint64 size = bw_import_source_get_size (source);
  guint64 n = self->import->records;
  g_autofree char *figure = NULL;
  g_autofree char *detail = NULL;

  if (self->progress == NULL || now - self->told_us < WAIT_US)
    return;

  self->told_us = now;
  figure = group_digits (n);
  detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s record", "%s records", (gulong) n),
                            figure);
  bw_progress_set_detail (self->progress, detail);
  if (size > 0)
    bw_progress_update (self->progress,
                        (double) bw_import_source_get_position (source) / (double) size);
}

/* Writes what the reading thread gives until it ends. */
static gboolean
write_all (Importer        *self,
           BwImportSource  *source,
           GError         **error)
{
  gboolean finished = FALSE;

  while (!finished)
    {
      BwParcel *parcel = bw_ring_take_full (self->ring, WAIT_US, &finished);
      gboolean ok;

      if (g_cancellable_is_cancelled (self->cancellable))
        {
          bw_parcel_free (parcel);
          return bw_set_cancelled (error);
        }
      if (parcel != NULL)
        {
          ok = write_parcel (self, parcel, error);
          bw_ring_put_empty (self->ring, parcel);
          if (!ok)
            return FALSE;
        }
      tell_progress (self, source);
    }
  return TRUE;
}

/* Says which file failed where the message does not. */
static void
name_file (GError     **error,
           const char  *path)
{
  g_autofree char *shown = g_filename_display_basename (path);

  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && strstr ((*error)->message, shown) == NULL)
    g_prefix_error (error, "%s: ", shown);
}

static void
tell_corrected (Importer       *self,
                BwImportSource *source)
{
  g_autofree char *shown = g_filename_display_basename (bw_import_source_get_path (source));

  if (self->n_corrected > 0)
    bw_problems_add (self->collector->problems, shown, 0,
                     _("Recordings that were there already now have the sample rate given this "
                       "time"),
                     self->n_corrected);
  self->n_corrected = 0;
}

/* What comes with a share's recordings, once they are there. */
static gboolean
finish_share (Importer        *self,
              BwImportSource  *source,
              GError         **error)
{
  g_autofree char *shown = g_filename_display_basename (bw_import_source_get_path (source));

  if (!bw_import_share_finish (self->share, self->collector->share_labels, self->collector->problems,
                               shown, error))
    return FALSE;
  self->collector->skipped += bw_import_share_count_held (self->share);
  return TRUE;
}

static gboolean
import_source (Importer        *self,
               BwImportSource  *source,
               GError         **error)
{
  const char *path = bw_import_source_get_path (source);
  gint64 began_us = g_get_monotonic_time ();
  Reading reading = { self, source, NULL };
  g_autoptr (GError) local = NULL;
  GThread *thread;
  BwImport *import = self->import;

  import->path = g_strdup (path);
  import->format = g_strdup (bw_import_source_get_format (source));
  import->time_ms = g_get_real_time () / 1000;
  import->id = bw_library_begin_import (self->library, path, import->format, error);
  if (import->id == 0)
    return FALSE;

  bw_collector_begin_file (self->collector);
  self->ring = bw_ring_new (PARCELS);
  bw_collector_set_ring (self->collector, self->ring);
  self->writer = bw_sample_writer_new (self->library, import->id);
  self->share = bw_import_share_new (self->library, import->id,
                                     self->options != NULL && self->options->has_label);

  thread = g_thread_new ("bw-import", read_on_thread, &reading);
  if (!write_all (self, source, &local))
    bw_ring_close (self->ring);
  g_thread_join (thread);

  if (local != NULL)
    g_clear_error (&reading.error);
  else if (reading.error != NULL)
    {
      name_file (&reading.error, path);
      local = g_steal_pointer (&reading.error);
    }
  else if (bw_sample_writer_finish (self->writer, &local) && write_zones (self, &local)
           && finish_share (self, source, &local))
    {
      g_ptr_array_unref (import->problems);
      tell_corrected (self, source);
      import->problems = bw_problems_steal (self->collector->problems);
      import->skipped = self->collector->skipped;
      import->exported_ms = self->collector->exported_ms;
      import->seconds = (double) (g_get_monotonic_time () - began_us) / G_TIME_SPAN_SECOND;
      bw_library_finish_import (self->library, import->id, import, &local);
    }

  g_clear_pointer (&self->share, bw_import_share_free);
  g_clear_pointer (&self->writer, bw_sample_writer_free);
  g_clear_pointer (&self->ring, bw_ring_free);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
add_to_total (BwImport       *total,
              const BwImport *import)
{
  total->records += import->records;
  total->n_new += import->n_new;
  total->readings += import->readings;
  total->beats += import->beats;
  total->ecgs += import->ecgs;
  total->ecg_samples += import->ecg_samples;
  total->workouts += import->workouts;
  total->activity_days += import->activity_days;
  total->rr_recordings += import->rr_recordings;
  total->skipped += import->skipped;
  total->seconds += import->seconds;
  total->exported_ms = MAX (total->exported_ms, import->exported_ms);
  for (guint i = 0; i < import->problems->len; i++)
    {
      const BwProblem *problem = g_ptr_array_index (import->problems, i);
      BwProblem *copy = g_new0 (BwProblem, 1);

      copy->file = g_strdup (problem->file);
      copy->line = problem->line;
      copy->what = g_strdup (problem->what);
      copy->count = problem->count;
      g_ptr_array_add (total->problems, copy);
    }
}

/* Looks at all paths before any is read: one that cannot be read at all fails the call early. */
static GPtrArray *
open_sources (const char *const  *paths,
              gint64             *size,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (GPtrArray) sources = NULL;

  sources = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_source_free);
  *size = 0;
  for (guint i = 0; paths[i] != NULL; i++)
    {
      BwImportSource *source = bw_import_source_open (paths[i], cancellable, error);

      if (source == NULL)
        return NULL;
      *size += bw_import_source_get_size (source);
      g_ptr_array_add (sources, source);
    }
  return g_steal_pointer (&sources);
}

static BwImportResult *
import_sources (Importer   *self,
                GPtrArray  *sources,
                gint64      size,
                GError    **error)
{
  g_autoptr (BwImportResult) result = g_new0 (BwImportResult, 1);

  result->total = bw_import_new ();
  result->total->path = g_strdup ("");
  result->total->format = g_strdup ("");
  result->files = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_free);

  for (guint i = 0; i < sources->len; i++)
    {
      BwImportSource *source = g_ptr_array_index (sources, i);
      g_autofree char *shown = g_filename_display_basename (bw_import_source_get_path (source));
      g_autofree char *stage = g_strdup_printf (_("Reading “%s”…"), shown);
      double share = size > 0 ? (double) bw_import_source_get_size (source) / (double) size : 0;

      bw_progress_begin_stage (self->progress, stage, share * (1 - SAVING_SHARE));
      self->import = bw_import_new ();
      g_ptr_array_add (result->files, self->import);
      if (!import_source (self, source, error))
        return NULL;
      add_to_total (result->total, self->import);
    }

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      bw_set_cancelled (error);
      return NULL;
    }
  if (!bw_people_finish (self->collector->people, error))
    return NULL;
  bw_progress_begin_stage (self->progress, _("Saving…"), SAVING_SHARE);
  if (!bw_library_commit (self->library, error))
    return NULL;
  bw_progress_update (self->progress, 1);
  return g_steal_pointer (&result);
}

BwImportResult *
bw_import_paths (BwLibrary              *library,
                 const char *const      *paths,
                 const BwImportOptions  *options,
                 BwProgress             *progress,
                 GCancellable           *cancellable,
                 GError                **error)
{
  Importer self = {
    .library = library,
    .options = options,
    .progress = progress,
    .cancellable = cancellable,
  };
  g_autoptr (GPtrArray) sources = NULL;
  BwImportResult *result;
  gint64 size;

  g_return_val_if_fail (library != NULL && paths != NULL, NULL);

  sources = open_sources (paths, &size, cancellable, error);
  if (sources == NULL || !bw_library_begin (library, error))
    return NULL;

  self.zone = bw_library_get_zone (library);
  self.collector = bw_collector_new ();
  bw_collector_set_person (self.collector, options != NULL ? options->person : NULL);
  self.kinds = g_array_new (FALSE, FALSE, sizeof (Kind));
  self.sources = g_array_new (FALSE, FALSE, sizeof (gint32));
  self.categories = g_array_new (FALSE, FALSE, sizeof (gint32));
  bw_library_set_cancellable (library, cancellable);

  result = import_sources (&self, sources, size, error);

  bw_library_set_cancellable (library, NULL);
  if (result == NULL)
    bw_library_rollback (library);
  g_array_unref (self.kinds);
  g_array_unref (self.sources);
  g_array_unref (self.categories);
  bw_collector_free (self.collector);
  g_time_zone_unref (self.zone);
  return result;
}
