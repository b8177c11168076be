/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"
#include "store/bw-imports.h"
#include "store/bw-readings.h"
#include "store/bw-recordings.h"
#include "store/bw-rr-recordings.h"
#include "store/bw-samples.h"

G_BEGIN_DECLS

/* What the reading thread hands to the writing one. Names travel once: samples and readings carry
 * ids of the reader's own, counted from 1 in the order of the names' first use. */

#define BW_PARCEL_SAMPLES 4096
#define BW_PARCEL_BEATS 16384

typedef enum {
  BW_NAME_KIND,     /* name, unit, "category" or "" */
  BW_NAME_SOURCE,   /* name, version, device */
  BW_NAME_CATEGORY, /* name */
} BwParcelNameType;

typedef struct
{
  BwParcelNameType type;
  char *parts[3];
} BwParcelName;

typedef struct
{
  BwReadingRow row; /* source_id: the reader's */
  guint first_beat; /* within the parcel */
  guint n_beats;
} BwParcelReading;

typedef struct
{
  BwRecording header;
  gint32 *samples_nv;
  BwRecordingAnalysis analysis;
  gboolean rate_given; /* by the person, for the file does not tell it */
  gboolean shared;     /* part of a share: its dates are not the true ones */
  char *person_name;   /* (nullable) */
  char *date_of_birth; /* (nullable) */
  char *sex;           /* (nullable) */
} BwParcelEcg;

typedef struct
{
  BwRrRecording header;
  BwRrIntervals *intervals;
} BwParcelRr;

typedef struct
{
  BwSample samples[BW_PARCEL_SAMPLES];
  guint n_samples;
  GArray *names;           /* (element-type BwParcelName): new since the parcel before */
  GArray *readings;        /* (element-type BwParcelReading) */
  GArray *beats;           /* (element-type BwBeat) */
  GArray *workouts;        /* (element-type BwWorkout): source_id the reader's */
  GArray *activity_days;   /* (element-type BwActivityDay) */
  GArray *ecgs;            /* (element-type BwParcelEcg) */
  GArray *rrs;             /* (element-type BwParcelRr) */
  GArray *characteristics; /* (element-type BwParcelName): parts: key, value */
} BwParcel;

BwParcel *bw_parcel_new (void);
void bw_parcel_free (BwParcel *self);
void bw_parcel_clear (BwParcel *self);
gboolean bw_parcel_is_empty (const BwParcel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwParcel, bw_parcel_free)

/**
 * BwRing:
 *
 * A bounded number of parcels that go round between one reading and one writing thread.
 */
typedef struct _BwRing BwRing;

BwRing *bw_ring_new (guint n_parcels);
void bw_ring_free (BwRing *self);

/* For the reading thread. take_empty() waits and gives %NULL when the writer has closed the ring;
 * a parcel taken is given back with put_full(). */
BwParcel *bw_ring_take_empty (BwRing *self);
void bw_ring_put_full (BwRing   *self,
                       BwParcel *parcel);
void bw_ring_finish (BwRing *self);

/* For the writing thread. take_full() waits at most @timeout_us and gives %NULL after that or, with
 * @finished set, when no more will come. */
BwParcel *bw_ring_take_full (BwRing   *self,
                             gint64    timeout_us,
                             gboolean *finished);
void bw_ring_put_empty (BwRing   *self,
                        BwParcel *parcel);
void bw_ring_close (BwRing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRing, bw_ring_free)

G_END_DECLS
