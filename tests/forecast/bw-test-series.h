/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-hourly.h"
#include "forecast/bw-simulate.h"

G_BEGIN_DECLS

/* An empty series of civil hours. */
BwHourly *bw_test_hourly_new (GTimeZone *zone,
                              gint64     from_ms,
                              gint64     to_ms);

/* Adds a reading in the order of time. */
void bw_test_hourly_add (BwHourly *hourly,
                         gint64    time_ms,
                         double    value_ms,
                         gint32    device);

/* The recorded part of a simulated life. */
BwHourly *bw_test_hourly_simulate (const BwSimulateOptions *options);

/* Adds the nights of that life, as a watch without time in bed records them. */
void bw_test_hourly_add_nights (BwHourly                *hourly,
                                const BwSimulateOptions *options);

G_END_DECLS
