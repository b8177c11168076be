/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-collector.h"

#include "base/bw-error.h"
#include "import/bw-xml-scanner.h"

#include <glib/gi18n-lib.h>

/* Someone with ten years of many apps has some thousand. */
#define MAX_NAMES 50000
#define MAX_NAMES_BYTES (16 * 1024 * 1024)
#define MAX_NAME_BYTES 4096

#define MAX_PARCEL_ECG_SAMPLES 100000
#define MAX_PARCEL_INTERVALS 100000

#define CACHE_SIZE 1024

/* A name met lately. Its parts as they stand in the file are joined, each followed by a separator,
 * in the key of `ids`. */
typedef struct
{
  const char *parts; /* NULL: none yet */
  BwParcelNameType type;
  gsize lengths[3];
  gint32 id;
} Cached;

typedef struct
{
  BwCollector public;
  BwRing *ring; /* (unowned) */
  GHashTable *ids; /* (element-type GBytes int) */
  gint32 n_names[3];
  gsize names_bytes;
  GString *key;
  Cached cache[CACHE_SIZE]; /* parts are owned by `ids` */
} Collector;

static GHashTable *
zones_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

BwCollector *
bw_collector_new (void)
{
  Collector *self = g_new0 (Collector, 1);

  self->ids = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                     NULL);
  self->key = g_string_new (NULL);
  self->public.parcel = bw_parcel_new ();
  self->public.problems = bw_problems_new ();
  self->public.zones = zones_new ();
  self->public.people = bw_people_new (NULL);
  return &self->public;
}

void
bw_collector_free (BwCollector *collector)
{
  Collector *self = (Collector *) collector;

  if (self == NULL)
    return;

  g_hash_table_unref (self->ids);
  g_string_free (self->key, TRUE);
  bw_parcel_free (self->public.parcel);
  bw_problems_free (self->public.problems);
  g_hash_table_unref (self->public.zones);
  bw_people_free (self->public.people);
  g_clear_pointer (&self->public.share_labels, g_bytes_unref);
  g_free (self);
}

void
bw_collector_set_person (BwCollector *self,
                         const char  *name)
{
  bw_people_free (self->people);
  self->people = bw_people_new (name);
}

void
bw_collector_set_ring (BwCollector *collector,
                       BwRing      *ring)
{
  ((Collector *) collector)->ring = ring;
}

void
bw_collector_begin_file (BwCollector *self)
{
  g_ptr_array_unref (bw_problems_steal (self->problems));
  g_hash_table_remove_all (self->zones);
  g_clear_pointer (&self->share_labels, g_bytes_unref);
  self->skipped = 0;
  self->exported_ms = 0;
}

gboolean
bw_collector_flush (BwCollector  *collector,
                    GError      **error)
{
  Collector *self = (Collector *) collector;
  BwParcel *empty;

  if (bw_parcel_is_empty (self->public.parcel))
    return TRUE;

  empty = bw_ring_take_empty (self->ring);
  if (empty == NULL)
    return bw_set_cancelled (error);
  bw_ring_put_full (self->ring, self->public.parcel);
  self->public.parcel = empty;
  return TRUE;
}

/* Recordings are long: few of them fill a parcel. */
static gboolean
has_room_for_ecg (const BwParcel *parcel)
{
  guint64 n = 0;

  for (guint i = 0; i < parcel->ecgs->len; i++)
    n += g_array_index (parcel->ecgs, BwParcelEcg, i).header.n_samples;
  return n < MAX_PARCEL_ECG_SAMPLES;
}

static gboolean
has_room_for_rr (const BwParcel *parcel)
{
  guint64 n = 0;

  for (guint i = 0; i < parcel->rrs->len; i++)
    n += g_array_index (parcel->rrs, BwParcelRr, i).header.n_intervals;
  return n < MAX_PARCEL_INTERVALS && parcel->rrs->len < 256;
}

gboolean
bw_collector_make_room (BwCollector  *self,
                        guint         n_beats,
                        GError      **error)
{
  BwParcel *parcel = self->parcel;

  if (parcel->n_samples < BW_PARCEL_SAMPLES && parcel->beats->len + n_beats <= BW_PARCEL_BEATS
      && parcel->readings->len < 1024 && parcel->workouts->len < 1024
      && parcel->activity_days->len < 1024 && parcel->characteristics->len < 1024
      && has_room_for_ecg (parcel) && has_room_for_rr (parcel))
    return TRUE;
  return bw_collector_flush (self, error);
}

/* The stretch of a device that stays: Apple writes `<<HKDevice: 0x2813a5b30>, name:Apple Watch, …`,
 * and the pointer is another one in each export. */
static BwSlice
strip_pointer (BwSlice device)
{
  static const char *const openings[] = { "&lt;&lt;HKDevice: 0x", "<<HKDevice: 0x" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      gsize n = strlen (openings[i]);

      if (device.length > n && memcmp (device.text, openings[i], n) == 0)
        {
          const char *s = device.text + n, *end = device.text + device.length;

          while (s < end && g_ascii_isxdigit (*s))
            s++;
          if (end - s >= 4 && memcmp (s, "&gt;", 4) == 0)
            s += 4;
          else if (s < end && *s == '>')
            s++;
          while (s < end && (*s == ',' || *s == ' '))
            s++;
          return (BwSlice) { s, (gsize) (end - s) };
        }
    }
  return device;
}

static inline guint64
load_bytes (const char *s,
            gsize       n)
{
  guint64 bytes = 0;

  if (n >= sizeof bytes)
    memcpy (&bytes, s, sizeof bytes);
  else
    for (gsize i = 0; i < n; i++)
      bytes = bytes << 8 | (guint8) s[i];
  return bytes;
}

/* Names differ at their ends or in their lengths; a clash only costs a slower look-up. */
static guint
quick_hash (BwParcelNameType  type,
            const BwSlice    *parts)
{
  guint64 hash = type;

  for (guint i = 0; i < 3; i++)
    {
      gsize n = parts[i].length;

      hash = (hash ^ n ^ load_bytes (parts[i].text, n)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      if (n > sizeof hash)
        hash = (hash ^ load_bytes (parts[i].text + n - sizeof hash, sizeof hash))
               * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
    }
  return (guint) (hash >> 32) % CACHE_SIZE;
}

static inline gboolean
cached_is (const Cached     *cached,
           BwParcelNameType  type,
           const BwSlice    *parts)
{
  const char *known = cached->parts;

  if (known == NULL || cached->type != type)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      if (cached->lengths[i] != parts[i].length
          || memcmp (known, parts[i].text, parts[i].length) != 0)
        return FALSE;
      known += parts[i].length + 1;
    }
  return TRUE;
}

static char *
decode_name (BwSlice part)
{
  GString *out = g_string_new (NULL);

  bw_xml_decode (part, out);
  if (!g_utf8_validate_len (out->str, out->len, NULL))
    {
      char *valid = g_utf8_make_valid (out->str, (gssize) out->len);

      g_string_free (out, TRUE);
      return valid;
    }
  return g_string_free (out, FALSE);
}

gint32
bw_collector_name (BwCollector       *collector,
                   BwParcelNameType   type,
                   const BwSlice     *parts,
                   GError           **error)
{
  Collector *self = (Collector *) collector;
  BwSlice wanted[3] = { parts[0], parts[1], parts[2] };
  GBytes *key;
  Cached *cached;
  gint32 id;

  if (type == BW_NAME_SOURCE)
    wanted[2] = strip_pointer (wanted[2]);

  for (guint i = 0; i < 3; i++)
    wanted[i].length = MIN (wanted[i].length, MAX_NAME_BYTES);

  cached = &self->cache[quick_hash (type, wanted)];
  if (cached_is (cached, type, wanted))
    return cached->id;

  g_string_truncate (self->key, 0);
  g_string_append_c (self->key, (char) type);
  for (guint i = 0; i < 3; i++)
    {
      g_string_append_len (self->key, wanted[i].text, (gssize) wanted[i].length);
      g_string_append_c (self->key, '\x1f');
    }
  key = g_bytes_new (self->key->str, self->key->len);
  id = GPOINTER_TO_INT (g_hash_table_lookup (self->ids, key));
  if (id == 0)
    {
      BwParcelName name = { .type = type };

      self->names_bytes += self->key->len;
      if (g_hash_table_size (self->ids) >= MAX_NAMES || self->names_bytes > MAX_NAMES_BYTES)
        {
          g_bytes_unref (key);
          g_set_error (error, BW_ERROR, BW_ERROR_HOSTILE,
                       _("The file names more than %d kinds and sources; no health export does"),
                       MAX_NAMES);
          return 0;
        }
      for (guint i = 0; i < 3; i++)
        name.parts[i] = decode_name (wanted[i]);
      g_array_append_val (self->public.parcel->names, name);
      id = ++self->n_names[type];
      g_hash_table_insert (self->ids, g_bytes_ref (key), GINT_TO_POINTER (id));
    }

  {
    gpointer owned = NULL;

    g_hash_table_lookup_extended (self->ids, key, &owned, NULL);
    cached->parts = (const char *) g_bytes_get_data (owned, NULL) + 1;
    cached->type = type;
    cached->id = id;
    for (guint i = 0; i < 3; i++)
      cached->lengths[i] = wanted[i].length;
  }
  g_bytes_unref (key);
  return id;
}
