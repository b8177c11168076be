/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-edf-reader.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-ecg-line.h"
#include "import/bw-edf-header.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of a record's annotations: its own time comes first, and few hold more than this. */
#define MAX_TIMES_BYTES 4096

/* In a list of annotations: after each text; before a duration. */
#define TEXT_END '\x14'
#define DURATION_MARK '\x15'

/* A stretch of records between which no time passes. */
typedef struct
{
  guint first; /* sample */
  guint n;
  double at_s; /* since the recording's start */
} Stretch;

struct _BwEdfReader
{
  char *path;
  char *name;         /* of the file, UTF-8 */
  GString *head;
  gsize head_size;    /* 0: not known yet */
  gboolean has_header;
  BwEdfHeader header;

  gint64 at;          /* in the record */
  gint64 n_records;   /* read */
  GByteArray *ecg;    /* of the record at hand */
  GByteArray *times;
  GArray *samples;    /* (element-type gint32) */
  Stretch stretch, longest;
  guint n_stretches;
};

BwEdfReader *
bw_edf_reader_new (const char *path)
{
  BwEdfReader *self = g_new0 (BwEdfReader, 1);
  g_autofree char *name = g_path_get_basename (path);

  self->path = g_strdup (path);
  self->name = g_utf8_make_valid (name, -1);
  self->head = g_string_new (NULL);
  self->ecg = g_byte_array_new ();
  self->times = g_byte_array_new ();
  self->samples = g_array_new (FALSE, FALSE, sizeof (gint32));
  return self;
}

void
bw_edf_reader_free (BwEdfReader *self)
{
  if (self == NULL)
    return;

  bw_edf_header_clear (&self->header);
  g_string_free (self->head, TRUE);
  g_byte_array_unref (self->ecg);
  g_byte_array_unref (self->times);
  g_array_unref (self->samples);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static gboolean
set_too_long (BwEdfReader  *self,
              GError      **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
               _("“%s” is longer than the %d million samples that one recording may have; cut it into "
                 "shorter ones"),
               self->name, BW_EDF_MAX_SAMPLES / 1000000);
  return FALSE;
}

/* The header's bytes among those at hand. Returns: how many, −1 with @error */
static gssize
push_header (BwEdfReader  *self,
             const char   *bytes,
             gsize         length,
             GError      **error)
{
  gsize wanted = self->head_size > 0 ? self->head_size : BW_EDF_FIRST_BYTES;
  gsize n = MIN (length, wanted - self->head->len);

  g_string_append_len (self->head, bytes, (gssize) n);
  if (self->head->len < wanted)
    return (gssize) n;

  if (self->head_size == 0)
    {
      self->head_size = bw_edf_header_get_size (self->head->str, self->name, error);
      return self->head_size > 0 ? (gssize) n : -1;
    }
  if (!bw_edf_header_read (&self->header, self->head->str, self->head->len, self->name, error))
    return -1;
  self->has_header = TRUE;
  if (self->header.n_records > BW_EDF_MAX_SAMPLES / self->header.n_samples)
    {
      set_too_long (self, error);
      return -1;
    }
  return (gssize) n;
}

/* An annotation's onset in seconds, and where its texts begin. NULL where there is none. */
static const char *
parse_onset (const char *s,
             const char *end,
             double     *onset)
{
  const char *begin = s;

  if (s == end || (*s != '+' && *s != '-'))
    return NULL;
  while (s < end && *s != TEXT_END && *s != DURATION_MARK && *s != 0)
    s++;
  if (s == end || *s == 0
      || !bw_ecg_parse_number ((BwSlice) { begin, (gsize) (s - begin) }, onset, NULL))
    return NULL;
  if (*s == DURATION_MARK)
    while (s < end && *s != TEXT_END && *s != 0)
      s++;
  return s < end && *s == TEXT_END ? s + 1 : NULL;
}

/* The first annotation of a record tells its time. */
static gboolean
get_record_time (BwEdfReader *self,
                 double      *at_s)
{
  const char *s = (const char *) self->times->data;

  return parse_onset (s, s + self->times->len, at_s) != NULL;
}

/* Where an annotation says that the recording ends, in seconds since its start; −1: nowhere. */
static double
find_end (BwEdfReader *self)
{
  static const char text[] = "Recording ends";
  const char *s = (const char *) self->times->data, *end = s + self->times->len;

  while (s < end)
    {
      const char *stop = memchr (s, 0, (gsize) (end - s));
      double onset;
      const char *texts = stop != NULL ? parse_onset (s, stop, &onset) : NULL;

      if (texts != NULL && (gsize) (stop - texts) == sizeof text
          && memcmp (texts, text, sizeof text - 1) == 0 && texts[sizeof text - 1] == TEXT_END)
        return onset;
      s = stop != NULL ? stop + 1 : end;
    }
  return -1;
}

static void
end_stretch (BwEdfReader *self)
{
  if (self->stretch.n == 0)
    return;
  self->n_stretches++;
  if (self->stretch.n > self->longest.n)
    self->longest = self->stretch;
}

static gboolean
end_record (BwEdfReader  *self,
            GError      **error)
{
  const BwEdfHeader *header = &self->header;
  Stretch *stretch = &self->stretch;
  double at_s = (double) self->n_records * header->record_s;
  gboolean timed = header->has_times && get_record_time (self, &at_s);

  if (header->discontinuous && !timed)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” has gaps, and its record %lld does not tell when it begins"), self->name,
                   (long long) self->n_records + 1);
      return FALSE;
    }
  if (self->n_records == 0)
    stretch->at_s = at_s;
  else if (header->discontinuous
           && fabs (at_s - stretch->at_s - stretch->n / header->rate_hz) > 0.5 / header->rate_hz)
    {
      end_stretch (self);
      *stretch = (Stretch) { self->samples->len, 0, at_s };
    }
  if (self->samples->len + header->n_samples > BW_EDF_MAX_SAMPLES)
    return set_too_long (self, error);

  for (guint i = 0; i < header->n_samples; i++)
    {
      gint16 stored = (gint16) (self->ecg->data[2 * i] | self->ecg->data[2 * i + 1] << 8);
      double nv = round (header->nv_offset + header->nv_scale * stored);
      gint32 sample;

      if (!(fabs (nv) <= G_MAXINT32))
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("“%s”, record %lld: no heart gives so many volts"), self->name,
                       (long long) self->n_records + 1);
          return FALSE;
        }
      sample = (gint32) nv;
      g_array_append_val (self->samples, sample);
    }
  stretch->n += header->n_samples;
  self->n_records++;
  return TRUE;
}

/* Takes what of @bytes, which begin at @at of the record, lies within @width bytes from @from. */
static void
take_part (GByteArray *part,
           const char *bytes,
           gint64      at,
           gint64      length,
           gint64      from,
           gint64      width)
{
  gint64 begin = MAX (at, from), end = MIN (at + length, from + width);

  if (begin < end)
    g_byte_array_append (part, (const guint8 *) bytes + (begin - at), (guint) (end - begin));
}

gboolean
bw_edf_reader_is_done (BwEdfReader *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->has_header && self->header.n_records >= 0
         && self->n_records >= self->header.n_records;
}

gboolean
bw_edf_reader_push (BwEdfReader  *self,
                    const char   *bytes,
                    gsize         length,
                    GError      **error)
{
  const BwEdfHeader *header = &self->header;

  g_return_val_if_fail (self != NULL, FALSE);

  while (length > 0 && !self->has_header)
    {
      gssize n = push_header (self, bytes, length, error);

      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  while (length > 0 && !bw_edf_reader_is_done (self))
    {
      gint64 n = MIN ((gint64) length, header->record_bytes - self->at);

      take_part (self->ecg, bytes, self->at, n, header->ecg_from, (gint64) header->n_samples * 2);
      if (header->has_times)
        take_part (self->times, bytes, self->at, n, header->times_from,
                   MIN (header->times_bytes, MAX_TIMES_BYTES));
      bytes += n;
      length -= (gsize) n;
      self->at += n;
      if (self->at < header->record_bytes)
        break;
      if (!end_record (self, error))
        return FALSE;
      self->at = 0;
      g_byte_array_set_size (self->ecg, 0);
      if (!bw_edf_reader_is_done (self))
        g_byte_array_set_size (self->times, 0);
    }
  return TRUE;
}

static gboolean
set_start (BwEdfReader         *self,
           BwRecording         *r,
           const BwEcgOptions  *options,
           GError             **error)
{
  const BwEdfHeader *header = &self->header;
  double after_ms = round (self->longest.at_s * BW_TIME_SECOND);

  if (!header->has_start)
    return bw_ecg_file_set_start (r, NULL, options, error);
  r->time_known = !header->time_unknown;
  if (header->has_offset || header->time_unknown)
    {
      r->offset_min = header->offset_min;
      r->start_ms = header->local_ms - r->offset_min * BW_TIME_MINUTE;
    }
  else if (options != NULL && options->zone != NULL)
    {
      r->start_ms = bw_time_from_local (options->zone, header->local_ms);
      r->offset_min = bw_time_offset (options->zone, r->start_ms);
    }
  else
    r->start_ms = header->local_ms;
  if (fabs (after_ms) < 1e12)
    r->start_ms += (gint64) after_ms;
  return TRUE;
}

static gboolean
check_whole (BwEdfReader         *self,
             BwEcgFile           *file,
             const BwEcgOptions  *options,
             GError             **error)
{
  const BwEdfHeader *header = &self->header;

  if (!self->has_header)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” breaks off within its header"),
                   self->name);
      return FALSE;
    }
  if (self->n_records < header->n_records)
    {
      file->cut = TRUE;
      if (options == NULL || !options->partial || self->n_records == 0)
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("“%s” breaks off after %.0f of %.0f seconds; nothing was kept. Copy it again, "
                         "or choose to keep what is readable"),
                       self->name, (double) self->n_records * header->record_s,
                       (double) header->n_records * header->record_s);
          return FALSE;
        }
    }
  if (self->n_records == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” holds no ECG samples"), self->name);
      return FALSE;
    }
  return TRUE;
}

gboolean
bw_edf_reader_finish (BwEdfReader         *self,
                      BwEcgFile           *file,
                      const BwEcgOptions  *options,
                      GError             **error)
{
  BwEdfHeader *header = &self->header;
  BwRecording *r = &file->header;
  gboolean last_is_whole;

  g_return_val_if_fail (self != NULL && file != NULL, FALSE);

  *file = (BwEcgFile) { 0 };
  last_is_whole = self->stretch.n > 0 && self->at == 0;
  end_stretch (self);
  if (!check_whole (self, file, options, error))
    return FALSE;
  r->name = g_strdup (self->name);
  if (!set_start (self, r, options, error))
    {
      bw_ecg_file_clear (file);
      return FALSE;
    }

  /* A record that the samples do not fill says where they end. */
  r->n_samples = self->longest.n;
  if (last_is_whole && header->has_times && self->longest.first == self->stretch.first)
    {
      double n = round ((find_end (self) - self->longest.at_s) * header->rate_hz);

      if (n > r->n_samples - header->n_samples && n < r->n_samples)
        r->n_samples = (guint) n;
    }
  g_array_remove_range (self->samples, 0, self->longest.first);
  g_array_set_size (self->samples, r->n_samples);
  file->samples_nv = (gint32 *) (gpointer) g_array_free (g_steal_pointer (&self->samples), FALSE);
  self->samples = g_array_new (FALSE, FALSE, sizeof (gint32));

  r->rate_hz = header->rate_hz;
  r->lead = g_strdup (header->lead);
  r->device = g_strdup (header->device);
  r->classification = g_strdup ("");
  r->symptoms = g_strdup ("");
  r->software = g_strdup ("");
  r->label = options != NULL && options->has_label ? options->label
                                                   : bw_ecg_label_from_path (self->path);
  file->has_header = TRUE;
  file->unit_assumed = header->unit_assumed;
  file->n_other_signals = header->n_other_leads;
  file->n_stretches = self->n_stretches > 1 ? self->n_stretches : 0;
  file->person_name = g_steal_pointer (&header->person_name);
  file->date_of_birth = g_steal_pointer (&header->date_of_birth);
  file->sex = g_steal_pointer (&header->sex);
  return TRUE;
}
