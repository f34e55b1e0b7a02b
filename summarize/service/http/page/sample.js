/** A sample article, written for this page, with the boilerplate of a web page around it. */

export const SAMPLE = `Skip to content | News | Weather | Sport | Opinion | Subscribe

The village that moved its clock back, and kept it there

Photo: The clock of Saint Aldhelm's in the square of Lower Marrow. Credit: Ines Thornbury

LOWER MARROW — For eleven years the church clock in this village of 640 people has run exactly twelve minutes slow, and on Monday the parish council voted 7-2 to leave it so. The vote ends a quarrel that began when the clock was repaired in the wrong week of 2014 and nobody noticed for a month.

By then, people had grown used to it. The school bus, which leaves from the square, had begun to wait until the clock said eight. The bakery opened by it, and the doctor, who came from the next valley and owned a watch, was thought to be early.

“We did not decide to be slow,” said Agnes Pell, who has wound the clock every Saturday since 1998. “We only decided not to hurry, and then it was too late to change.”

Sign up for The Marrow Letter, our weekly email
Enter your email address
You can unsubscribe at any time.

The two councillors who voted against the plan argued that visitors miss the last train, which leaves at 18:40 by the railway's clock and at 18:28 by the village's. Last year 93 people did. The railway offered to pay the £2,100 that it would cost to put the clock right, on condition that a sign be hung below it for a year.

The council declined the money. Instead it will spend £340 on a second, smaller clock at the station, showing the right time, and on a bench beneath it. Edwin Farrow, a retired signalman who proposed the compromise, said that the bench mattered more than the clock.

Not everyone is content. The owner of the Plough, Tamsin Reyes, must close at eleven by law, and the law keeps railway time. She has closed at twelve minutes to eleven, by the clock outside her window, for a decade. “My customers say that I throw them out early,” she said. “I tell them to take it up with the saint.”

Read more: Three ferries, one timetable
Share this story  Facebook  Email  Copy link

A surveyor from the county measured the clock in June and found that it loses nothing at all: it keeps perfect time, twelve minutes behind. The new clock will be unveiled on March 9, at noon. The council has not said which noon.

© 2025 Marrow Valley Courier. All rights reserved. 🕰️`;
