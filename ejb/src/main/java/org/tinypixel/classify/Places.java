package org.tinypixel.classify;

import java.util.HashMap;
import java.util.Map;

/** Roughly where countries are: the middle of each in whole degrees, enough to tell a border from an ocean. */
final class Places {
    private static final int EARTH_KM = 6371;
    private static final String MIDDLES =
            "AD 43 2|AE 24 54|AF 34 66|AG 17 -62|AL 41 20|AM 40 45|AO -12 18|AR -34 -64|AT 47 14|AU -25 134|AZ 40 48|BA 44 18|BB 13 -60"
                    + "|BD 24 90|BE 51 4|BF 12 -2|BG 43 25|BH 26 51|BI -3 30|BJ 9 2|BN 5 115|BO -17 -65|BR -10 -52|BS 24 -76|BT 27 90|BW -22 24|BY 53 28|BZ 17 -89|CA 56 -96|CD -3 24"
                    + "|CF 7 21|CG -1 15|CH 47 8|CI 8 -5|CL -33 -71|CM 6 12|CN 35 104|CO 4 -73|CR 10 -84|CU 22 -79|CV 15 -24|CY 35 33|CZ 50 15|DE 51 10|DJ 12 43|DK 56 10|DM 15 -61"
                    + "|DO 19 -70|DZ 28 3|EC -1 -78|EE 59 26|EG 27 30|ER 15 39|ES 40 -4|ET 9 40|FI 63 26|FJ -18 178|FR 46 2|GA -1 12|GB 54 -2|GE 42 43|GH 8 -1|GM 13 -15|GN 10 -11"
                    + "|GQ 2 10|GR 39 22|GT 16 -90|GW 12 -15|GY 5 -59|HK 22 114|HN 15 -87|HR 45 16|HT 19 -72|HU 47 19|ID -5 115|IE 53 -8|IL 31 35|IN 22 79|IQ 33 44|IR 32 53|IS 65 -18"
                    + "|IT 43 12|JM 18 -77|JO 31 36|JP 36 138|KE 0 38|KG 41 75|KH 13 105|KM -12 44|KP 40 127|KR 36 128|KW 29 48|KZ 48 67|LA 18 104|LB 34 36|LI 47 10|LK 7 81|LR 6 -9"
                    + "|LS -29 28|LT 55 24|LU 50 6|LV 57 25|LY 27 17|MA 32 -6|MC 44 7|MD 47 29|ME 43 19|MG -19 47|MK 42 22|ML 17 -4|MM 21 96|MN 46 105|MO 22 114|MR 20 -10|MT 36 14"
                    + "|MU -20 58|MV 3 73|MW -13 34|MX 23 -102|MY 3 102|MZ -18 35|NA -22 17|NE 17 8|NG 9 8|NI 13 -85|NL 52 5|NO 61 9|NP 28 84|NZ -41 174|OM 21 57|PA 9 -80|PE -9 -75"
                    + "|PG -6 145|PH 12 122|PK 30 70|PL 52 19|PR 18 -66|PS 32 35|PT 39 -8|PY -23 -58|QA 25 51|RO 46 25|RS 44 21|RU 56 38|RW -2 30|SA 24 45|SB -9 160|SC -5 55|SD 15 30"
                    + "|SE 60 16|SG 1 104|SI 46 15|SK 49 19|SL 8 -12|SM 44 12|SN 14 -14|SO 5 46|SR 4 -56|SS 8 30|SV 14 -89|SY 35 38|SZ -26 31|TD 15 19|TG 8 1|TH 15 101|TJ 39 71"
                    + "|TL -9 126|TM 39 59|TN 34 9|TR 39 35|TT 11 -61|TW 24 121|TZ -6 35|UA 49 32|UG 1 32|US 39 -98|UY -33 -56|UZ 41 64|VE 8 -66|VN 16 108|VU -16 167|WS -14 -172"
                    + "|YE 15 48|ZA -29 24|ZM -14 28|ZW -19 30";
    private static final Map<String, double[]> PLACES = places();

    private Places() {}

    /** Kilometers between the middles of two countries; 0 where one is not known. */
    static int km(String one, String other) {
        var from = PLACES.get(one);
        var to = PLACES.get(other);
        if (from == null || to == null) {
            return 0;
        }
        var latitude = Math.sin((to[0] - from[0]) / 2);
        var longitude = Math.sin((to[1] - from[1]) / 2);
        var chord = latitude * latitude + Math.cos(from[0]) * Math.cos(to[0]) * longitude * longitude;
        return (int) (2 * EARTH_KM * Math.asin(Math.sqrt(chord)));
    }

    private static Map<String, double[]> places() {
        var places = new HashMap<String, double[]>();
        for (var entry : MIDDLES.split("\\|")) {
            var part = entry.split(" ");
            places.put(part[0], new double[] {
                Math.toRadians(Double.parseDouble(part[1])), Math.toRadians(Double.parseDouble(part[2]))
            });
        }
        return places;
    }
}
